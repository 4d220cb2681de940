/** What the names of all that a drill makes begin with, so that its leftovers can be found. */
export const drillPrefix = "vigil-drill-";
