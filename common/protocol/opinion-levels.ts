/** The five levels as points, the best first: very satisfied, satisfied, neither, dissatisfied, very dissatisfied. */
export const OPINION_LEVELS = [5, 4, 3, 2, 1] as const;
/** So many points and more count as satisfied. */
export const SATISFIED_FROM = 4;

/** Characters of a comment. */
export const COMMENT_LENGTH = 300;
/** An officer sees figures of the own work only when at least so many people rated it; reports mark smaller counts. */
export const FEW_OPINIONS = 5;
