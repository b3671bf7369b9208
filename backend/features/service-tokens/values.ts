export const SERVICE_PREFIX = 'dela_service_'
export const MOST_SERVICE_TOKENS = 50
