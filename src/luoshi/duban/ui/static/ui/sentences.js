// The sentences that scripts show: the server wrote them into the page, in its language.
export function sentence(key) {
  return document.getElementById("sentences")?.getAttribute(`data-${key}`) ?? "";
}
