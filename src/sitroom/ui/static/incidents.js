export const drawers = {};
