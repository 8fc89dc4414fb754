import type { Route } from './http.ts';
import { bundlePage, pageRoutes } from './page-bundle.ts';

/** The page's routes. It is built when it is first opened, which scripts and most tests never do. */
export function lazyPageRoutes(): Route[] {
  let building: Promise<Route[]> | undefined;
  const build = () => {
    building ??= bundlePage()
      .then(pageRoutes)
      .catch((error: unknown) => {
        building = undefined;
        throw error;
      });
    return building;
  };
  return pageRoutes({ html: '', js: '', css: '' }).map((route, index) => ({
    ...route,
    async handle(request) {
      const built = (await build())[index];
      return built ? built.handle(request) : { status: 404 };
    },
  }));
}
