import type { CallInterface } from '../../model/runtime-policy.ts';

/*
 * The system calls that Docker's default profile allows to a container without any capability, on a kernel since
 * 4.8, each under the interfaces that have it.
 *
 * Facts from moby/profiles seccomp/v0.2.3, `seccomp/default.json` (Apache-2.0), and from the call tables of Linux as
 * libseccomp lists them. `socket`, `personality`, `clone` and `clone3` are allowed by argument: see seccomp.ts.
 * test/runtime/engines/default-calls.test.ts compares this with a copy of that file.
 */

/** Of all four interfaces. */
const shared = words(`
  accept4 adjtimex bind brk cachestat capget capset chdir clock_adjtime clock_getres clock_gettime
  clock_nanosleep close close_range connect copy_file_range dup dup3 epoll_create1 epoll_ctl epoll_pwait
  epoll_pwait2 eventfd2 execve execveat exit exit_group faccessat faccessat2 fallocate fanotify_mark
  fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync fgetxattr flistxattr flock
  fremovexattr fsetxattr fstat fstatfs fsync ftruncate futex futex_requeue futex_wait futex_waitv
  futex_wake get_robust_list getcpu getcwd getdents64 getegid geteuid getgid getgroups getitimer
  getpeername getpgid getpid getppid getpriority getrandom getresgid getresuid getrusage getsid
  getsockname getsockopt gettid gettimeofday getuid getxattr getxattrat inotify_add_watch inotify_init1
  inotify_rm_watch io_cancel io_destroy io_getevents io_pgetevents io_setup io_submit ioctl ioprio_get
  ioprio_set kill landlock_add_rule landlock_create_ruleset landlock_restrict_self lgetxattr linkat
  listen listmount listxattr listxattrat llistxattr lremovexattr lseek lsetxattr madvise
  map_shadow_stack membarrier memfd_create mincore mkdirat mknodat mlock mlock2 mlockall mprotect
  mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink mremap mseal msgctl msgget
  msgrcv msgsnd msync munlock munlockall munmap name_to_handle_at nanosleep openat openat2 pidfd_open
  pidfd_send_signal pipe2 pkey_alloc pkey_free pkey_mprotect ppoll prctl pread64 preadv preadv2
  prlimit64 process_mrelease process_vm_readv process_vm_writev pselect6 ptrace pwrite64 pwritev
  pwritev2 read readahead readlinkat readv recvfrom recvmmsg recvmsg remap_file_pages removexattr
  removexattrat renameat renameat2 restart_syscall rseq rt_sigaction rt_sigpending rt_sigprocmask
  rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max
  sched_get_priority_min sched_getaffinity sched_getattr sched_getparam sched_getscheduler
  sched_rr_get_interval sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield
  seccomp semctl semget sendfile sendmmsg sendmsg sendto set_robust_list set_tid_address setfsgid
  setfsuid setgid setgroups setitimer setpgid setpriority setregid setresgid setresuid setreuid
  setrlimit setsid setsockopt setuid setxattr setxattrat shmat shmctl shmdt shmget shutdown sigaltstack
  signalfd4 socketpair splice statfs statmount statx symlinkat sync syncfs sysinfo tee tgkill
  timer_create timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime
  timerfd_settime times tkill truncate umask uname unlinkat utimensat vmsplice wait4 waitid write writev
`);

const own: Readonly<Record<CallInterface, readonly string[]>> = {
  x86_64: words(`
    accept access alarm arch_prctl chmod chown creat dup2 epoll_create epoll_ctl_old epoll_wait
    epoll_wait_old eventfd fadvise64 fork futimesat get_thread_area getdents getpgrp getrlimit
    inotify_init lchown link lstat memfd_secret mkdir mknod mmap modify_ldt newfstatat open pause pipe
    poll readlink rename rmdir select semop semtimedop set_thread_area signalfd stat symlink
    sync_file_range time unlink uretprobe utime utimes vfork
  `),
  x86: words(`
    _llseek _newselect access alarm arch_prctl chmod chown chown32 clock_adjtime64 clock_getres_time64
    clock_gettime64 clock_nanosleep_time64 creat dup2 epoll_create epoll_wait eventfd fadvise64
    fadvise64_64 fchown32 fcntl64 fork fstat64 fstatat64 fstatfs64 ftruncate64 futex_time64 futimesat
    get_thread_area getdents getegid32 geteuid32 getgid32 getgroups32 getpgrp getresgid32 getresuid32
    getrlimit getuid32 inotify_init io_pgetevents_time64 ipc lchown lchown32 link lstat lstat64
    memfd_secret mkdir mknod mmap mmap2 modify_ldt mq_timedreceive_time64 mq_timedsend_time64 open
    pause pipe poll ppoll_time64 pselect6_time64 readlink recvmmsg_time64 rename rmdir
    rt_sigtimedwait_time64 sched_rr_get_interval_time64 select semtimedop_time64 sendfile64
    set_thread_area setfsgid32 setfsuid32 setgid32 setgroups32 setregid32 setresgid32 setresuid32
    setreuid32 setuid32 signalfd sigprocmask sigreturn socketcall stat stat64 statfs64 symlink
    sync_file_range time timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64
    truncate64 ugetrlimit unlink utime utimensat_time64 utimes vfork waitpid
  `),
  aarch64: words(`
    accept fadvise64 getrlimit memfd_secret mmap newfstatat semop semtimedop sync_file_range
  `),
  arm: words(`
    _llseek _newselect accept access arm_fadvise64_64 arm_sync_file_range breakpoint cacheflush chmod
    chown chown32 clock_adjtime64 clock_getres_time64 clock_gettime64 clock_nanosleep_time64 creat
    dup2 epoll_create epoll_wait eventfd fchown32 fcntl64 fork fstat64 fstatat64 fstatfs64 ftruncate64
    futex_time64 futimesat getdents getegid32 geteuid32 getgid32 getgroups32 getpgrp getresgid32
    getresuid32 getuid32 inotify_init io_pgetevents_time64 lchown lchown32 link lstat lstat64 mkdir
    mknod mmap2 mq_timedreceive_time64 mq_timedsend_time64 open pause pipe poll ppoll_time64
    pselect6_time64 readlink recv recvmmsg_time64 rename rmdir rt_sigtimedwait_time64
    sched_rr_get_interval_time64 semop semtimedop semtimedop_time64 send sendfile64 set_tls setfsgid32
    setfsuid32 setgid32 setgroups32 setregid32 setresgid32 setresuid32 setreuid32 setuid32 signalfd
    sigprocmask sigreturn stat stat64 statfs64 symlink timer_gettime64 timer_settime64
    timerfd_gettime64 timerfd_settime64 truncate64 ugetrlimit unlink utimensat_time64 utimes vfork
  `),
};

/** Names of the calls that are allowed whatever their arguments, for all these interfaces together, sorted. */
export function defaultCalls(interfaces: readonly CallInterface[]): readonly string[] {
  return [...new Set([...shared, ...interfaces.flatMap((one) => own[one])])].sort();
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
