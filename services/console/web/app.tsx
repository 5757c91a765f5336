import { Center, Container } from '@mantine/core';
import { useSession } from './api/session.ts';
import { Loading, ProblemAlert } from './parts/telling.tsx';
import { Shell } from './shell/shell.tsx';
import { SignIn } from './shell/sign-in.tsx';

export function App() {
  const { data: session, error, isPending } = useSession();
  if (isPending) {
    return (
      <Center h="100vh">
        <Loading />
      </Center>
    );
  }
  if (session) return <Shell session={session} />;
  return session === null ? (
    <SignIn />
  ) : (
    <Container size="xs" pt="20vh" component="main">
      <ProblemAlert error={error} />
    </Container>
  );
}
