// #region price
export const price = 12;
// #endregion
