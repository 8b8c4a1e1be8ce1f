// #region price
export const price = 13;
// #endregion
