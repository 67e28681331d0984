using System.Buffers;
using Fleet.Protocol.Payloads;

namespace Fleet.Generators.Tests.Analysis;

public sealed class MessageAnalyzerTests
{
    private const string Types = """
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.IO;
        using System.Net;
        using System.Numerics;
        using System.Runtime.Serialization;

        public sealed record Good(string Text, List<int> Numbers, Dictionary<string, Good?> Map, (int, string) Tuple, DateTime? When, byte[] Bytes);
        public abstract class Shape { public int A { get; set; } }
        public sealed class Circle : Shape;
        public sealed class OwnList : List<int>;
        public sealed class OwnMap : Dictionary<string, Stream>;
        public sealed class NoWayIn { private NoWayIn() { } public int A { get; set; } }
        public sealed class OtherWayIn(int b) { public int A { get; } = b; }
        public sealed class Failure : Exception;
        public sealed class WithStream { public List<Stream>? Streams { get; set; } }
        public sealed class WithObject { public object? Any { get; set; } }
        public sealed class WithAction { public Action? Do { get; set; } }
        public sealed class WithIgnored { [IgnoreDataMember] public Stream? Stream { get; set; } private Stream? Own { get; set; } internal Stream? Inner { get; set; } public static Stream? Shared { get; set; } }
        [DataContract] public sealed class Marked { [DataMember(Order = 0)] public int A { get; set; } public Stream? Stream { get; set; } }
        public sealed class Node { public Node? Next { get; set; } public List<Node>? Children { get; set; } }
        public sealed class Page<T> { public T? Item { get; set; } }
        public interface IThing { int A { get; } }

        """;

    /// <summary>Types, each of which the analyzer must judge as the runtime does.</summary>
    public static TheoryData<string> Judged =>
    [
        "Good", "Shape", "Circle", "OwnList", "OwnMap", "NoWayIn", "OtherWayIn", "Failure", "WithStream", "WithObject", "WithAction", "WithIgnored", "Marked", "Node", "Page<int>", "Page<Stream>", "IThing",
        "int", "string", "decimal", "int?", "Half", "Int128", "nint", "DayOfWeek", "Guid", "Uri", "Version", "BigInteger", "DateOnly", "TimeOnly", "TimeSpan", "DateTimeOffset", "Index", "Type", "Exception",
        "object", "byte[]", "int[]", "int[,]", "int[][]", "Stream[]", "Memory<byte>", "Memory<int>", "ReadOnlyMemory<byte>", "ArraySegment<byte>", "ArraySegment<int>",
        "List<int>", "IList<int>", "IEnumerable<string>", "IReadOnlyList<Stream>", "HashSet<int>", "IReadOnlySet<int>", "Dictionary<int, string>", "Dictionary<string, Stream>", "IReadOnlyDictionary<string, int>",
        "ConcurrentDictionary<string, int>", "ConcurrentQueue<int>", "ConcurrentBag<int>", "Queue<int>", "Stack<int>", "LinkedList<int>", "SortedSet<int>", "SortedDictionary<int, int>", "SortedList<int, int>",
        "Collection<int>", "ObservableCollection<int>", "ReadOnlyCollection<int>", "ImmutableArray<int>", "ImmutableList<int>", "ImmutableHashSet<int>", "ImmutableDictionary<int, int>", "ImmutableQueue<int>",
        "ImmutableSortedSet<int>", "FrozenSet<int>", "FrozenDictionary<string, int>", "IGrouping<int, int>", "System.Collections.ArrayList", "System.Collections.IEnumerable", "System.Collections.Hashtable",
        "(int, string)", "Tuple<int, string>", "(int, Stream)", "KeyValuePair<int, Stream>", "KeyValuePair<int, int>", "Action", "Func<int>", "Task<int>", "CancellationToken", "Stream", "IPAddress", "Lazy<int>",
        "System.Text.StringBuilder", "System.Text.Json.JsonElement", "Target", "WorkerName", "FleetStats", "EmptyMessage",
    ];

    [Theory]
    [MemberData(nameof(Judged))]
    public void Type_IsJudgedAsTheRuntimeJudgesIt(string type)
    {
        var snippet = new Snippet(Types + $$"""public static class Test { public static {{type}} Field; }""", isGenerated: false);
        var field = snippet.Load().GetType("Test", throwOnError: true)!.GetField("Field")!.FieldType;
        var refusal = snippet.WhyNot("Test", "Field");
        (refusal is null).ShouldBe(RuntimeTakes(field, out var reason), $"{type}: the analyzer says \"{refusal}\", the runtime \"{reason}\"");

        // In the same words, too.
        if (refusal is not null) reason.ShouldContain(refusal.Reason);
    }

    [Fact]
    public async Task Messages_ThatCannotBeSent_AreWarnedOfWhereTheyAreUsed()
    {
        await new Snippet(Types + """
            public interface IStats : IFleetContract
            {
                Task<Good> A(Good good);
                Task<Stream> B(); // FLEET0004
                Task C(WithStream message); // FLEET0004
            }

            public sealed class Bot : BaseClusterWorker
            {
                protected override async Task StartAsync(CancellationToken stop)
                {
                    Ipc.On<Good>("good", (_, _) => { });
                    Ipc.On<WithObject>("bad", (_, _) => { }); // FLEET0004
                    Ipc.On<object>("bad", (_, _) => Task.CompletedTask); // FLEET0004
                    Ipc.Handle<Good, Shape>((_, _) => Task.FromResult<Shape>(new Circle())); // FLEET0004
                    Ipc.Handle<WithAction, int>("name", (_, _) => Task.FromResult(1)); // FLEET0004
                    Ipc.Handle((Good _, CommandContext _) => 1);
                    await Ipc.SendAsync(Target.Admiral, "x", new Failure(), stop); // FLEET0004
                    await Ipc.BroadcastAsync("x", new List<Stream>(), stop); // FLEET0004
                    await Ipc.CommandAsync<Good>(Target.Admiral, new WithStream(), stop); // FLEET0004
                    await Ipc.CommandAsync<Stream>(Target.Admiral, new Circle(), new CommandOptions(), stop); // FLEET0004
                    await Ipc.ServiceCommandAsync<int>("stats", new MemoryStream(), stop); // FLEET0004
                    Shape shape = new Circle();
                    object any = shape;
                    IThing? thing = null;
                    await Ipc.SendAsync(Target.Admiral, "as what it is", shape, stop);
                    await Ipc.SendAsync(Target.Admiral, "as what it is", thing!, stop);
                    await Ipc.CommandAsync<int>(Target.Admiral, any, stop);
                }

                private void Later<T>(T message) => _ = Ipc.SendAsync(Target.Admiral, "not known here", message).AsTask();
            }
            """).ShouldBeDiagnosedAsAnnouncedAsync();
    }

    [Fact]
    public async Task Warning_NamesTheMember()
    {
        var warnings = await new Snippet("""
            public sealed record Order(List<Line> Lines);
            public sealed record Line(Type Type);
            public interface IShop : IFleetContract { Task BuyAsync(Order order); }
            """).DiagnosticsAsync();
        warnings.Single().GetMessage(null).ShouldBe("Order.Lines[].Type (System.Type) cannot be sent: it is not data. Messages are records of plain data.");
    }

    private static bool RuntimeTakes(Type type, out string reason)
    {
        try
        {
            new ContractlessPayloadSerializer().Serialize(null, type, new ArrayBufferWriter<byte>());
            reason = "";
            return true;
        }
        catch (PayloadException e)
        {
            reason = e.Message;
            return false;
        }
    }
}
