/** SQL for the id of the key that sealed a text: that is `v1.KEYID.BASE64`, and a key's id has eight characters. */
export function keyIdOf(sealed: string): string {
  return `substr(${sealed}, 4, 8)`;
}
