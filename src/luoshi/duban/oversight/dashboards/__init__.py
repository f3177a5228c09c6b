"""总览: what leaders and supervisors look at: how much has landed, what turns red, whom work waits for."""
