import type { ControlCatalog } from './catalog.ts';

/** CIS Docker Benchmark v1.6.0, section 4: container images and build files. */
export const cisDocker: ControlCatalog = {
  id: 'cis-docker-1.6.0',
  name: 'CIS Docker Benchmark v1.6.0, section 4',
  url: 'https://www.cisecurity.org/benchmark/docker',
  controls: [
    {
      control: '4.1',
      title: 'The container has a user of its own',
      decider: { by: 'rules', rules: ['CIS-4.1'] },
    },
    {
      control: '4.2',
      title: 'Only trusted base images are used',
      decider: { by: 'nothing', why: 'decided at the gate, by the signers a policy rule trusts' },
    },
    {
      control: '4.3',
      title: 'No unnecessary packages are installed',
      decider: { by: 'nothing', why: 'which packages are needed is for a person to judge' },
    },
    {
      control: '4.4',
      title: 'Images are scanned and rebuilt with security patches',
      decider: { by: 'fixed-vulnerabilities' },
    },
    {
      control: '4.5',
      title: 'Content trust is enabled',
      decider: { by: 'nothing', why: 'a setting of the engine; the gate requires signatures in its place' },
    },
    {
      control: '4.6',
      title: 'The image has a HEALTHCHECK',
      decider: { by: 'rules', rules: ['CIS-4.6'] },
    },
    {
      control: '4.7',
      title: 'Update instructions are not used alone',
      decider: { by: 'rules', rules: ['CIS-4.7'] },
    },
    {
      control: '4.8',
      title: 'Setuid and setgid permissions are removed',
      decider: { by: 'rules', rules: ['CIS-4.8'] },
    },
    {
      control: '4.9',
      title: 'COPY is used instead of ADD',
      decider: { by: 'rules', rules: ['CIS-4.9'] },
    },
    {
      control: '4.10',
      title: 'No secrets are stored in Dockerfiles',
      decider: { by: 'rules', rules: ['CIS-4.10'], kind: 'secret' },
    },
    {
      control: '4.11',
      title: 'Only verified packages are installed',
      decider: { by: 'nothing', why: 'how packages were verified while they were installed is not checked' },
    },
    {
      control: '4.12',
      title: 'Signed artifacts are validated',
      decider: {
        by: 'nothing',
        why: 'decided at the gate, which verifies signatures before it serves an image',
      },
    },
  ],
};
