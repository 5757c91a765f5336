import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { isSignedOut, Problem } from './api/request.ts';
import { SESSION_KEY } from './api/session.ts';
import { App } from './app.tsx';
import './styles.css';
import { theme } from './theme.ts';

const RETRIES = 2;

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (isSignedOut(error)) queries.setQueryData(SESSION_KEY, null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      // A refusal stays one when it is asked for again.
      retry: (failed, error) => !(error instanceof Problem) && failed < RETRIES,
    },
  },
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Notifications position="bottom-right" />
        <App />
      </MantineProvider>
    </QueryClientProvider>,
  );
}
