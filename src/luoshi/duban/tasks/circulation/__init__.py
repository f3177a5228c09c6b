"""Circulating a draft for comment (征求意见): extracts, links, files to send and files that come back, comments."""
