namespace Fleet.EndToEnd.Tests.Probes;

/// <summary>
/// Probes that keep a journal: whatever they send, receive, ask, answer and become is a line of a file of their own, written before anybody else can see the
/// effect, so that a killed worker leaves all of it. They put load on the fleet by themselves, and misbehave where a test wants it: a <i>mood</i> makes a new
/// worker fail on its way, a <i>mutant</i> breaks a promise, so that an oracle can be seen to find it. Goes on in the namespace of <see cref="ProbeSource"/>.
/// </summary>
/// <remarks>The lines are read by <c>Chaos.Journals</c>; their words are listed in <c>docs/reliability.md</c>.</remarks>
internal static class JournalProbeSource
{
    public const string Cluster = "Probes.JournalCluster";
    public const string Service = "Probes.JournalService";

    public const string Text = """


        public sealed record Beat(string Stream, long Number, byte[] Filling);
        public sealed record Work(string Id);
        public sealed record Done(string Id, string By);

        public sealed class JournalCluster : BaseClusterWorker
        {
            private JournalProbe? _probe;
            public JournalCluster() => Mood.Loading();
            protected override Task StartAsync(CancellationToken cancellationToken) { _probe = new JournalProbe(Worker, Ipc, Settings); return Mood.StartingAsync(); }
            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) => _probe!.ActivateAsync(state);
            protected override Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) => _probe!.DeactivateAsync();
            protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken) => _probe!.StopAsync();
        }

        public sealed class JournalService : BaseServiceWorker
        {
            private JournalProbe? _probe;
            public JournalService() => Mood.Loading();
            protected override Task StartAsync(CancellationToken cancellationToken) { _probe = new JournalProbe(Worker, Ipc, Settings); return Mood.StartingAsync(); }
            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) => _probe!.ActivateAsync(state);
            protected override Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) => _probe!.DeactivateAsync();
            protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken) => _probe!.StopAsync();
        }

        // One write per line and nothing buffered: what is written is the kernel's, and outlives the process.
        public static class Journal
        {
            private static readonly string Name = Environment.GetEnvironmentVariable("FLEET_WORKER")!;
            private static readonly FileStream File = new(Path.Combine(Folder, Name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            public static string Folder => Environment.GetEnvironmentVariable("JOURNALS")!;
            public static void Write(string line)
            {
                lock (File) File.Write(Encoding.UTF8.GetBytes($"{System.Diagnostics.Stopwatch.GetTimestamp()} {Name} {line}\n"));
            }
        }

        // How a new worker of a slot is to fail: a file of the slot's name beside the journals, read anew by each process.
        public static class Mood
        {
            private static readonly string File = Path.Combine(Journal.Folder, "moods", Environment.GetEnvironmentVariable("FLEET_SLOT")!);
            private static readonly string Now = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : "";
            public static void Loading()
            {
                Journal.Write($"began {Environment.ProcessId}");
                if (Now == "exits-in-load") { Journal.Write("ends in its load"); Environment.Exit(3); }
                if (Now == "throws-in-load") throw new InvalidOperationException("no luck in the load");
                if (Now == "hangs-in-load") new ManualResetEventSlim().Wait();
            }
            public static Task StartingAsync()
            {
                if (Now == "throws-in-start") throw new InvalidOperationException("no luck in the start");
                return Now == "never-ready" ? new TaskCompletionSource().Task : Task.CompletedTask;
            }
            public static void Turning()
            {
                if (Now == "throws-in-turn") throw new InvalidOperationException("no luck in the turn");
                if (Now == "dies-in-turn") Die("in the turn");
            }
            public static void Acting()
            {
                if (Now.StartsWith("dies-after ")) _ = Task.Run(async () => { await Task.Delay(TimeSpan.FromMilliseconds(int.Parse(Now.Split(' ')[1])), TimeProvider.System); Die("while it acts"); });
            }
            public static void Die(string when)
            {
                Journal.Write($"ends {when}");
                kill(Environment.ProcessId, 9);
                new ManualResetEventSlim().Wait();
            }
            [DllImport("libc")] private static extern int kill(int pid, int signal);
        }

        public sealed class JournalProbe
        {
            private readonly WorkerIdentity _worker;
            private readonly IFleetIpc _ipc;
            private readonly Door _door;
            private readonly string? _load;
            private JournalLoad? _running;
            private readonly List<Task> _burst = [];
            private string _mutant = "";
            private bool _begun;
            private long _number, _seen;

            public JournalProbe(WorkerIdentity worker, IFleetIpc ipc, IConfiguration settings)
            {
                (_worker, _ipc, _load) = (worker, ipc, settings["load"]);
                ipc.On<Beat>("beat", (beat, context) => { Beaten(beat, context); return Task.CompletedTask; });
                ipc.Handle<Work, Done>((work, _) => _mutant == "mute" ? Unanswered(work) : Task.FromResult(Worked(work)));
                _door = new Door(worker, ipc, settings["doors"]!) { More = DoAsync };
            }

            public async Task ActivateAsync(HandoverState? state)
            {
                Mood.Turning();
                await _door.ActivateAsync(state);
                Journal.Write("opened");
                Mood.Acting();
                // The first of a slot is told when: before that, others may not be there yet.
                _begun |= _worker.Incarnation > 1;
                if (_load is not null && _begun) Begin(_load.Split(' '));
            }

            public async Task<HandoverState?> DeactivateAsync()
            {
                var state = await _door.DeactivateAsync();
                if (_running is { } running) await running.EndAsync(sendsLast: false);
                if (_mutant != "stays") Journal.Write("closed");
                return state;
            }

            public Task StopAsync() { Journal.Write("stopped"); return _door.StopAsync(); }

            private void Beaten(Beat beat, EventContext context)
            {
                var seen = ++_seen;
                if (_mutant == "forgets" && seen % 20 == 0) return;
                Journal.Write($"got {context.From} {beat.Stream} {beat.Number}");
                // It reads no faster: 10 KiB a second, where an event has 1 KiB. Behind the line, since another thread may read on if this one waits for long.
                if (_mutant == "dawdles") new ManualResetEventSlim().Wait(100);
                if (_mutant == "doubles" && seen % 20 == 0) Journal.Write($"got {context.From} {beat.Stream} {beat.Number}");
            }

            private Done Worked(Work work)
            {
                Journal.Write($"did {work.Id}");
                if (_mutant == "repeats" && ++_seen % 20 == 0) Journal.Write($"did {work.Id}");
                return new Done(work.Id, _mutant == "lies" ? "nobody#1" : _worker.Name.ToString());
            }

            private static Task<Done> Unanswered(Work work)
            {
                Journal.Write($"did {work.Id}");
                return new TaskCompletionSource<Done>().Task;
            }

            private void Begin(string[] words) => _running = new JournalLoad(_worker, _ipc, words, Next, () => _mutant);

            private long Next() => Interlocked.Increment(ref _number);

            private async Task<string> DoAsync(string[] words)
            {
                switch (words[0])
                {
                    case "begin":
                        _begun = true;
                        Begin(words.Length > 1 ? words[1..] : _load!.Split(' '));
                        return "begun";
                    case "end": if (_running is { } running) await running.EndAsync(sendsLast: true); _running = null; return "ended";
                    case "mutant": _mutant = words[1]; return "so be it";
                    case "breed": return $"{System.Diagnostics.Process.Start("setsid", ["sleep", "1000"]).Id}";
                    case "spill": return Spill(int.Parse(words[1]));
                    case "burst": return Burst(words[1], int.Parse(words[2]), int.Parse(words[3]));
                    case "await": await Task.WhenAll(_burst); return "all ended";
                    case "pour": return await PourAsync(words[1], int.Parse(words[2]), int.Parse(words[3]), double.Parse(words[4]));
                    case "settle": return await SettleAsync(words[1], words[2..]);
                    default: return $"unknown: {words[0]}";
                }
            }

            // Lines of 1 KiB on the standard output, as fast as it takes them.
            private static string Spill(int mebibytes)
            {
                var line = new string('x', 1023);
                for (var i = 0; i < mebibytes * 1024; i++) Console.Out.WriteLine(line);
                return "spilt";
            }

            // Commands at once, and nobody waits for one before the next.
            private string Burst(string slot, int count, int milliseconds)
            {
                for (var i = 0; i < count; i++) _burst.Add(JournalLoad.AskAsync(_ipc, slot, $"{_worker.Name}/{Next()}", milliseconds, () => _mutant));
                return "begun";
            }

            // So many events, at a pace.
            private async Task<string> PourAsync(string stream, int count, int bytes, double perSecond)
            {
                var filling = new byte[bytes];
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
                var begun = System.Diagnostics.Stopwatch.GetTimestamp();
                for (var sent = 0; sent < count; await timer.WaitForNextTickAsync())
                    for (; sent < count && sent < System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond; sent++) await JournalLoad.SendAsync(_ipc, stream, filling);
                return $"{count} poured";
            }

            // Answered commands say that all events before them are there; what was dropped is told with the next event that is not.
            private async Task<string> SettleAsync(string stream, string[] slots)
            {
                foreach (var slot in slots) await AnsweredAsync(slot);
                await JournalLoad.SendAsync(_ipc, stream, []);
                foreach (var slot in slots) await AnsweredAsync(slot);
                return "settled";
            }

            private async Task AnsweredAsync(string slot)
            {
                while (!(await JournalLoad.AskAsync(_ipc, slot, $"{_worker.Name}/{Next()}", 30_000, () => _mutant)).StartsWith("Ok")) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }

            public static Target To(string text) => text switch
            {
                "clusters" => Target.AllClusters,
                "services" => Target.AllServices,
                "everyone" => Target.Everyone,
                _ => Target.Slot(SlotName.Parse(text)),
            };
        }

        // Load: "STREAM EVENTS-A-SECOND BYTES COMMANDS-A-SECOND MILLISECONDS SLOT SLOT …": events to the stream, commands to the slots in turn. The worker's own slot is left out.
        public sealed class JournalLoad
        {
            private readonly WorkerIdentity _worker;
            private readonly IFleetIpc _ipc;
            private readonly string _stream;
            private readonly double _events, _commands;
            private readonly byte[] _filling;
            private readonly int _milliseconds;
            private readonly string[] _slots;
            private readonly Func<long> _next;
            private readonly Func<string> _mutant;
            private readonly CancellationTokenSource _end = new();
            private readonly Task _running;
            private readonly List<Task> _open = [];
            // One load follows the other in a worker that is activated again; its events go on.
            private static long _sent;

            public JournalLoad(WorkerIdentity worker, IFleetIpc ipc, string[] words, Func<long> next, Func<string> mutant)
            {
                (_worker, _ipc, _next, _mutant) = (worker, ipc, next, mutant);
                (_stream, _events, _filling) = (words[0], double.Parse(words[1]), new byte[int.Parse(words[2])]);
                (_commands, _milliseconds) = (double.Parse(words[3]), int.Parse(words[4]));
                _slots = [.. words[5..].Where(slot => slot != worker.Slot.ToString())];
                _running = Task.Run(RunAsync);
            }

            // The last command to each slot comes behind the last event: its answer says that all events are there.
            public async Task EndAsync(bool sendsLast)
            {
                _end.Cancel();
                await _running;
                await Task.WhenAll(_open);
                if (sendsLast) foreach (var slot in _slots) await AskAsync(_ipc, slot, $"{_worker.Name}/{_next()}", 30_000, _mutant);
            }

            private async Task RunAsync()
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
                var begun = System.Diagnostics.Stopwatch.GetTimestamp();
                long events = 0, commands = 0;
                while (!_end.IsCancellationRequested)
                {
                    await timer.WaitForNextTickAsync();
                    var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds;
                    for (; events < seconds * _events && !_end.IsCancellationRequested; events++) await SendAsync(_ipc, _stream, _filling);
                    _open.RemoveAll(task => task.IsCompleted);
                    for (; commands < seconds * _commands && !_end.IsCancellationRequested; commands++)
                        _open.Add(AskAsync(_ipc, _slots[(int)(commands % _slots.Length)], $"{_worker.Name}/{_next()}", _milliseconds, _mutant));
                }
            }

            public static async Task SendAsync(IFleetIpc ipc, string stream, byte[] filling)
            {
                var number = ++_sent;
                Journal.Write($"sent {stream} {number}");
                var begun = System.Diagnostics.Stopwatch.GetTimestamp();
                try { await ipc.SendAsync(JournalProbe.To(stream), "beat", new Beat(stream, number, filling)); }
                catch (SendException e) { Journal.Write($"unsent {stream} {number} {e.Error}"); }
                if (System.Diagnostics.Stopwatch.GetElapsedTime(begun) is { TotalMilliseconds: > 10 } waited) Journal.Write($"waited {waited.TotalMilliseconds:0}");
            }

            public static async Task<string> AskAsync(IFleetIpc ipc, string slot, string id, int milliseconds, Func<string> mutant)
            {
                Journal.Write($"asked {id} {slot} {milliseconds}");
                string outcome;
                try
                {
                    var done = await ipc.CommandAsync<Done>(JournalProbe.To(slot), new Work(id), new CommandOptions { Timeout = TimeSpan.FromMilliseconds(milliseconds) });
                    outcome = done.Id == id ? $"Ok {done.By}" : $"Wrong {done.Id}";
                }
                catch (CommandException e) { outcome = $"{e.Execution} {e.Error}"; }
                if (mutant() != "keeps-silent" || !id.EndsWith('0')) Journal.Write($"ended {id} {outcome}");
                return outcome;
            }
        }
        """;
}
