namespace Fleet.EndToEnd.Tests.Probes;

/// <summary>
/// A bot and a service that do what a test tells them, on a socket of their own (their <i>door</i>): one line of words in, one line out. So a test acts
/// from within a worker, through nothing but <c>IFleetIpc</c>.
/// </summary>
internal static class ProbeSource
{
    public const string Cluster = "Probes.ClusterProbe";
    public const string Service = "Probes.ServiceProbe";

    public const string Text = """
        using System.Collections.Concurrent;
        using System.Net.Sockets;
        using System.Text;

        namespace Probes;

        public sealed record Ask(int Number);
        public sealed record Answer(int Number, string By);
        public sealed record Unhandled(int Number);
        public sealed record Fail(string Message);
        public sealed record Hold(string Why);
        public sealed record Slow(int Number);

        // What other wires damage.
        public sealed record Precious(
            int Zero, double NoPoint, bool No, string Empty, string? Null, int[] None, long Least, ulong Most, decimal Money, System.Numerics.BigInteger Big,
            DateTime When, DateTimeOffset There, TimeSpan Tick, byte[] Bytes, Guid Id, DayOfWeek Day, Dictionary<string, int> Map)
        {
            public static Precious Sample { get; } = new(
                0, 0.0, false, "", null, [], long.MinValue, ulong.MaxValue, decimal.MaxValue, System.Numerics.BigInteger.Pow(7, 300),
                new DateTime(2026, 2, 28, 23, 59, 59, 123, DateTimeKind.Utc).AddTicks(4567), new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromMinutes(-90)), TimeSpan.FromTicks(1),
                [0, 255, 128], Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), DayOfWeek.Sunday, new Dictionary<string, int> { [""] = 0, ["a"] = -1 });
        }
        public sealed record Relay(string Service, int Number);
        public sealed record Bytes(byte[] Content);
        public sealed record Numbered(int Number);
        public sealed record Deadlock(int Number);

        public sealed class LuckException(string message) : Exception(message);

        public sealed class ClusterProbe : BaseClusterWorker
        {
            private Door? _door;
            protected override Task StartAsync(CancellationToken cancellationToken) { _door = new Door(Worker, Ipc, Settings["doors"]!); return Task.CompletedTask; }
            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) => _door!.ActivateAsync(state);
            protected override Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) => _door!.DeactivateAsync();
            protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken) => _door!.StopAsync();
            protected override Task<FetchAnswer> FetchAsync(string kind, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
                Knowledge.AnswerAsync(Worker, Shards, ShardCount, kind, ids, cancellationToken);
        }

        public sealed class ServiceProbe : BaseServiceWorker
        {
            private Door? _door;
            protected override Task StartAsync(CancellationToken cancellationToken) { _door = new Door(Worker, Ipc, Settings["doors"]!); return Task.CompletedTask; }
            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) => _door!.ActivateAsync(state);
            protected override Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) => _door!.DeactivateAsync();
            protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken) => _door!.StopAsync();
        }

        // What came of one series of numbered events; the number 0 ends it.
        public sealed class Series
        {
            private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            public List<int> Numbers { get; init; } = [];
            public Task Ended => _ended.Task;
            public void Add(int number)
            {
                lock (Numbers) { if (number != 0) Numbers.Add(number); }
                if (number == 0) _ended.TrySetResult();
            }
            public string Describe()
            {
                lock (Numbers)
                {
                    var inOrder = Numbers.Zip(Numbers.Skip(1)).All(pair => pair.First < pair.Second);
                    return $"{Numbers.Count} received, {Numbers.Distinct().Count()} different, {(inOrder ? "in order" : "out of order")}, from {Numbers.FirstOrDefault()} to {Numbers.LastOrDefault()}";
                }
            }
        }

        public sealed class Door
        {
            private readonly WorkerIdentity _worker;
            private readonly IFleetIpc _ipc;
            private readonly ConcurrentDictionary<string, Series> _series = new();
            private readonly CancellationTokenSource _stopping = new();
            private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            private readonly ConcurrentDictionary<string, SeenChanges> _watches = new();
            private Task _load = Task.CompletedTask;
            private long _sent, _answered, _sentEvents;
            private readonly ConcurrentDictionary<string, int> _failures = new();
            private readonly CancellationTokenSource _loadEnd = new();
            private readonly object _one = new(), _other = new();
            private readonly CountdownEvent _bothHeld = new(2);
            private readonly List<object> _leaked = [];

            // What another probe adds to the words.
            public Func<string[], Task<string>>? More { get; init; }

            public Door(WorkerIdentity worker, IFleetIpc ipc, string folder)
            {
                _worker = worker;
                _ipc = ipc;
                ipc.On<Numbered>("numbered", (message, context) => _series.GetOrAdd(context.From!.Value.Slot.ToString(), _ => new Series()).Add(message.Number));
                ipc.Handle<Ask, Answer>((ask, _) => new Answer(ask.Number, worker.Name.ToString()));
                ipc.Handle<Fail, Answer>(async (fail, _) => { await Task.Yield(); throw new LuckException(fail.Message); });
                ipc.Handle<Precious, Precious>((precious, _) => precious);
                ipc.Handle<Slow, Answer>(async (slow, _) => { await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System); return new Answer(slow.Number, worker.Name.ToString()); });
                ipc.Handle<Hold, Answer>((hold, _) => { Console.WriteLine($"in hand: {hold.Why}"); return new TaskCompletionSource<Answer>().Task; });
                ipc.Handle<Bytes, Answer>((bytes, _) => new Answer(bytes.Content.Length, worker.Name.ToString()));
                // On purpose: what an author must not do, and does.
                ipc.Handle<Relay, Answer>((relay, _) => ipc.CommandAsync<Answer>(Target.Service(relay.Service), new Ask(relay.Number)).Result);
                // Two locks, taken in either order: the first two handlers hold each other up for ever, and everybody after them.
                ipc.Handle<Deadlock, Answer>((deadlock, _) =>
                {
                    lock (deadlock.Number % 2 == 0 ? _one : _other)
                    {
                        if (!_bothHeld.Signal()) _bothHeld.Wait();
                        lock (deadlock.Number % 2 == 0 ? _other : _one) return new Answer(deadlock.Number, worker.Name.ToString());
                    }
                });
                Directory.CreateDirectory(folder);
                _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, worker.Name.ToString())));
                _listener.Listen();
                _ = AcceptAsync();
            }

            public Task ActivateAsync(HandoverState? state)
            {
                if (state?.Get<Dictionary<string, List<int>>>("series") is { } series)
                    foreach (var (name, numbers) in series) _series[name] = new Series { Numbers = numbers };
                return Task.CompletedTask;
            }

            public async Task<HandoverState?> DeactivateAsync()
            {
                _loadEnd.Cancel();
                await _load;
                return new HandoverState().Set("series", _series.ToDictionary(s => s.Key, s => s.Value.Numbers));
            }

            public Task StopAsync()
            {
                Console.WriteLine($"account: {_sent} sent, {_answered} answered");
                return Task.CompletedTask;
            }

            private async Task AcceptAsync()
            {
                while (true)
                {
                    var socket = await _listener.AcceptAsync();
                    _ = Task.Run(async () =>
                    {
                        using var stream = new NetworkStream(socket, ownsSocket: true);
                        using var reader = new StreamReader(stream);
                        var line = await reader.ReadLineAsync();
                        string result;
                        try { result = await DoAsync(line!.Split(' ')); }
                        catch (CommandException e) { result = Describe(e); }
                        catch (SendException e) { result = $"send error {e.Error}"; }
                        catch (Exception e) { result = $"exception {e.GetType().Name} {e.Message}"; }
                        await stream.WriteAsync(Encoding.UTF8.GetBytes(result.ReplaceLineEndings("|") + "\n"));
                    });
                }
            }

            private async Task<string> DoAsync(string[] words)
            {
                switch (words[0])
                {
                    case "ask": return Describe(await _ipc.CommandAsync<Answer>(To(words[1]), new Ask(int.Parse(words[2]))));
                    case "precious":
                        var (meant, read) = (Precious.Sample, await _ipc.CommandAsync<Precious>(To(words[1]), Precious.Sample));
                        return System.Text.Json.JsonSerializer.Serialize(read) == System.Text.Json.JsonSerializer.Serialize(meant) ? "all survive" : System.Text.Json.JsonSerializer.Serialize(read);
                    case "unhandled": return Describe(await _ipc.CommandAsync<Answer>(To(words[1]), new Unhandled(1)));
                    case "fail": return Describe(await _ipc.CommandAsync<Answer>(To(words[1]), new Fail(words[2])));
                    case "hold": return Describe(await _ipc.CommandAsync<Answer>(To(words[1]), new Hold(words[2]), new CommandOptions { Timeout = TimeSpan.FromMilliseconds(int.Parse(words[3])) }));
                    case "relay": return Describe(await _ipc.CommandAsync<Answer>(To(words[1]), new Relay(words[2], 7)));
                    case "bytes": return Describe(await _ipc.CommandAsync<Answer>(To(words[1]), new Bytes(new byte[int.Parse(words[2])])));
                    case "all": return await AllAsync(To(words[1]), new Ask(1), int.Parse(words[2]));
                    case "holdall": return await AllAsync(To(words[1]), new Hold("fan-out"), int.Parse(words[2]));
                    case "many": return await ManyAsync(To(words[1]), int.Parse(words[2]));
                    case "events": return await EventsAsync(To(words[1]), int.Parse(words[2]));
                    case "flood": return await FloodAsync(To(words[1]), int.Parse(words[2]), int.Parse(words[3]));
                    case "received": return await ReceivedAsync(words[1]);
                    case "deadlock": return Deadlock(To(words[1]), int.Parse(words[2]));
                    case "starve": return Starve(int.Parse(words[1]));
                    case "leak": return Leak(int.Parse(words[1]));
                    case "bloat": return Bloat(int.Parse(words[1]));
                    case "store": return await new StoreDoor(_ipc.Store, _watches).DoAsync(words[1..]);
                    case "fetch": return await new FetchDoor(_ipc).DoAsync(words[1], words[2].Split(','), int.Parse(words[3]));
                    case "eval": return await EvalAsync(To(words[1]), int.Parse(words[2]), string.Join(' ', words[3..]));
                    case "forge": await _ipc.SendAsync(To(words[1]), words[2], new Numbered(1)); return "sent";
                    case "order": return await OrderAsync(words[1], words[2..]);
                    case "load": _load = LoadAsync(To(words[1]), slow: words is [.., "slow"]); return "begun";
                    case "unload":
                        _loadEnd.Cancel();
                        await _load;
                        await _ipc.SendAsync(To(words[1]), "numbered", new Numbered(0));
                        return $"{_sentEvents} events, {_answered} of {_sent} commands answered, {string.Join(' ', _failures.Select(f => $"{f.Key}={f.Value}"))}".TrimEnd(' ', ',');
                    default: return More is null ? $"unknown: {words[0]}" : await More(words);
                }
            }

            private async Task<string> OrderAsync(string order, string[] words)
            {
                var operation = order switch
                {
                    "restart" => await _ipc.Fleet.RestartAsync(words),
                    "stop" => await _ipc.Fleet.StopAsync(words),
                    "kill" => await _ipc.Fleet.StopAsync(words, hard: true),
                    "start" => await _ipc.Fleet.StartAsync(words),
                    "clusters" => await _ipc.Fleet.ReshardAsync(clusters: int.Parse(words[0])),
                    "add" => await _ipc.Fleet.AddServiceAsync(new ServiceDefinition(words[0]) { Path = words[1], Class = words[2], Settings = new Dictionary<string, string?> { ["doors"] = words[3] } }),
                    "remove" => await _ipc.Fleet.RemoveServiceAsync(words[0]),
                    "shutdown" => await _ipc.Fleet.ShutdownAsync(),
                    _ => throw new ArgumentException(order),
                };
                if (order == "shutdown") return operation.Id;
                var end = await operation.WaitAsync();
                return $"{end.Outcome}: {end.Message}";
            }

            private async Task<string> EvalAsync(Target target, int timeout, string code)
            {
                var options = new EvalOptions { Timeout = TimeSpan.FromMilliseconds(timeout) };
                if (!target.IsGroup) return $"value {await _ipc.EvalAsync<string>(target, code, options)}";
                var outcomes = new List<string>();
                await foreach (var outcome in _ipc.EvalAllAsync<string>(target, code, options)) outcomes.Add($"{outcome.From}={outcome.Value ?? outcome.Error!.Error.ToString()}");
                return string.Join(' ', outcomes.Order());
            }

            private string Deadlock(Target target, int count)
            {
                for (var i = 0; i < count; i++) _ = _ipc.CommandAsync<Answer>(target, new Deadlock(i));
                return "begun";
            }

            // What an author does with .Result and .Wait(), so that the pool has no thread for anything else.
            private static string Starve(int threads)
            {
                for (var i = 0; i < threads; i++) ThreadPool.UnsafeQueueUserWorkItem(static _ => Thread.Sleep(Timeout.Infinite), null);
                return "begun";
            }

            private string Leak(int mebibytes)
            {
                for (var i = 0; i < mebibytes; i++)
                {
                    var kept = new byte[1 << 20];
                    Array.Fill(kept, (byte)1);
                    _leaked.Add(kept);
                }
                return $"{_leaked.Count} MiB kept";
            }

            // Beside the managed heap, which has a limit of its own.
            private string Bloat(int mebibytes)
            {
                for (var i = 0; i < mebibytes; i++)
                {
                    var kept = System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 20);
                    for (var offset = 0; offset < 1 << 20; offset += 4096) System.Runtime.InteropServices.Marshal.WriteByte(kept, offset, 1);
                    _leaked.Add(kept);
                }
                return $"{_leaked.Count} MiB kept";
            }

            private async Task<string> AllAsync<T>(Target target, T command, int timeout) where T : notnull
            {
                var outcomes = new List<string>();
                await foreach (var outcome in _ipc.CommandAllAsync<Answer>(target, command, new CommandOptions { Timeout = TimeSpan.FromMilliseconds(timeout) }))
                    outcomes.Add($"{outcome.From}={(outcome.Succeeded ? outcome.Value!.By : outcome.Error.Error)}");
                return string.Join(' ', outcomes.Order());
            }

            // As many at once as the link takes: those it refuses as Busy are ends too.
            private async Task<string> ManyAsync(Target target, int count)
            {
                var calls = Enumerable.Range(1, count).Select(async number =>
                {
                    try { return (await _ipc.CommandAsync<Answer>(target, new Ask(number))).Number == number ? "right" : "wrong"; }
                    catch (CommandException e) { return e.Error.ToString(); }
                }).ToList();
                var ends = await Task.WhenAll(calls);
                return string.Join(' ', ends.GroupBy(end => end).OrderBy(g => g.Key).Select(g => $"{g.Key}={g.Count()}"));
            }

            private async Task<string> EventsAsync(Target target, int count)
            {
                for (var number = 1; number <= count; number++) await _ipc.SendAsync(target, "numbered", new Numbered(number));
                await _ipc.SendAsync(target, "numbered", new Numbered(0));
                return $"{count} sent";
            }

            private async Task<string> FloodAsync(Target target, int count, int bytes)
            {
                var refused = 0;
                var content = new Bytes(new byte[bytes]);
                for (var i = 0; i < count; i++)
                {
                    try { await _ipc.SendAsync(target, "flood", content); }
                    catch (SendException) { refused++; }
                }
                return $"{count} sent, {refused} refused";
            }

            private async Task<string> ReceivedAsync(string from)
            {
                var series = _series.GetOrAdd(from, _ => new Series());
                await series.Ended.WaitAsync(TimeSpan.FromSeconds(30));
                return series.Describe();
            }

            // Commands and numbered events side by side, until told to end.
            private async Task LoadAsync(Target target, bool slow)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(4));
                var open = new List<Task>();
                var token = _loadEnd.Token;
                while (!token.IsCancellationRequested)
                {
                    await timer.WaitForNextTickAsync();
                    await _ipc.SendAsync(target, "numbered", new Numbered((int)++_sentEvents));
                    open.RemoveAll(task => task.IsCompleted);
                    for (var i = 0; i < 2; i++) open.Add(OneAsync());
                }
                await Task.WhenAll(open);

                async Task OneAsync()
                {
                    Interlocked.Increment(ref _sent);
                    try { await _ipc.CommandAsync<Answer>(target, slow ? new Slow(1) : new Ask(1)); Interlocked.Increment(ref _answered); }
                    catch (CommandException e) { _failures.AddOrUpdate(e.Error.ToString(), 1, (_, n) => n + 1); }
                }
            }

            private static Target To(string text) => text switch
            {
                "admiral" => Target.Admiral,
                "clusters" => Target.AllClusters,
                "services" => Target.AllServices,
                "everyone" => Target.Everyone,
                _ => Target.Slot(SlotName.Parse(text)),
            };

            private static string Describe(Answer answer) => $"value {answer.Number} by {answer.By}";

            private static string Describe(CommandException e) =>
                $"error {e.Error} {e.Execution} type={e.RemoteType} stack={(e.RemoteStack?.Contains("Probes.Door") == true ? "yes" : "no")} {e.Message}";
        }
        """;
}
