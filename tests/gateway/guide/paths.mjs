// Where a path of the guide lies in the tree of a test.

/** The text with each path of the machine moved under `root`; what is only read stays where it is. */
export function mapped(text, root) {
  return text.replaceAll(/(?<![\w.$/)}:-])\/(etc|srv|var|run|usr\/bin)\/(?!ssl\/certs\/)/g, `${root}/$1/`);
}
