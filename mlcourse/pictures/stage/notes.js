// What the page says of itself: sentences sent by Python, whose fields are filled in here.

export const fill = (sentence, fields) => sentence.replace(/\{(\w+)\}/g, (_, name) => fields[name]);

// Name several things in one sentence: by `and`, the sentence for two.
export const listed = ([first = "", ...others], and) => others.reduce((these, that) => fill(and, { these, that }), first);
