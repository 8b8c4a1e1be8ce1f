import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

/**
 * Lessons have a layout of their own: the sidebar sits behind the menu button, and the workbench
 * stands where the table of contents would.
 */
export const onRequest = defineRouteMiddleware((context) => {
  const route = context.locals.starlightRoute;
  if (route.entry.data.lesson === undefined) return;
  route.hasSidebar = false;
  route.toc = undefined;
});
