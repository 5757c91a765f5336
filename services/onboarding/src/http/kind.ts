type Text = readonly [title: string, detail: string];

/** A problem's status and its texts, Bahasa Indonesia first. */
export const kind = (status: number, id: Text, en: Text) => ({
  status,
  title: { id: id[0], en: en[0] },
  detail: { id: id[1], en: en[1] },
});
