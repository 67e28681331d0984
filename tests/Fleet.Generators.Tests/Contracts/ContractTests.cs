using System.Reflection;
using Fleet.TestKit.Ipc;
using Fleet.TestKit.Time;

namespace Fleet.Generators.Tests.Contracts;

/// <summary>What is generated for contracts, compiled and run.</summary>
public sealed class ContractTests
{
    private const string Stats = """
        public sealed record CountQuery(string Channel);
        public sealed record CountReply(long Messages);

        public interface IStats : IFleetContract
        {
            Task<CountReply> CountAsync(CountQuery query, CancellationToken ct = default);
            Task ResetAsync();
            Task<long> TotalAsync(CancellationToken ct);
            Task AddAsync(CancellationToken ct, CountQuery query);
            Task<(int Low, string? High)> @event(string @class);
        }

        public sealed class Service : IStats
        {
            private long _total = 5;
            public Task<CountReply> CountAsync(CountQuery query, CancellationToken ct) => Task.FromResult(new CountReply(query.Channel.Length));
            public Task ResetAsync() { _total = 0; return Task.CompletedTask; }
            public Task<long> TotalAsync(CancellationToken ct) => ct.CanBeCanceled ? Task.FromResult(_total) : throw new InvalidOperationException("no token");
            public async Task AddAsync(CancellationToken ct, CountQuery query) { await Task.Yield(); _total += query.Channel.Length; }
            Task<(int Low, string? High)> IStats.@event(string @class) => throw new ArgumentException("no " + @class);
        }

        """;

    [Fact]
    public async Task Methods_OfAProxy_ReachTheImplementation()
    {
        var said = await RunAsync(Stats + """
            public static class Test
            {
                public static async Task<string> RunAsync(IFleetIpc bot, IFleetIpc service)
                {
                    using var serving = service.Serve<IStats>(new Service());
                    var stats = bot.For<IStats>("stats");
                    using var stop = new CancellationTokenSource();
                    var count = (await stats.CountAsync(new CountQuery("ada"))).Messages;
                    await stats.AddAsync(stop.Token, new CountQuery("grace"));
                    var before = await stats.TotalAsync(stop.Token);
                    await stats.ResetAsync();
                    return $"{count} {before} {await stats.TotalAsync(stop.Token)}";
                }
            }
            """);
        said.ShouldBe("3 10 0");
    }

    [Fact]
    public async Task Exceptions_OfTheImplementation_ReachTheCaller()
    {
        var said = await RunAsync(Stats + """
            public static class Test
            {
                public static async Task<string> RunAsync(IFleetIpc bot, IFleetIpc service)
                {
                    using var serving = service.Serve<IStats>(new Service());
                    try { await bot.For<IStats>(Target.Service("stats"), TimeSpan.FromSeconds(1)).@event("luck"); }
                    catch (CommandException e) { return $"{e.Error} {e.RemoteType} {e.Message}"; }
                    return "";
                }
            }
            """);
        said.ShouldBe("Faulted System.ArgumentException no luck");
    }

    [Fact]
    public async Task Commands_HaveTheNamesOfInterfaceAndMethod_AndNeedNoSharedAssembly()
    {
        // The other side by hand, with types of its own.
        var said = await RunAsync(Stats + """
            public static class Test
            {
                private sealed record Question(string Channel);
                private sealed record Answer(long Messages, string More);

                public static async Task<string> RunAsync(IFleetIpc bot, IFleetIpc service)
                {
                    using var one = service.Handle<Question, Answer>("IStats.CountAsync", (question, _) => Task.FromResult(new Answer(question.Channel.Length, "more")));
                    using var other = service.Handle<EmptyMessage, EmptyMessage>("IStats.ResetAsync", (message, _) => Task.FromResult(message));
                    await bot.For<IStats>("stats").ResetAsync();
                    return (await bot.For<IStats>("stats").CountAsync(new CountQuery("grace"))).Messages.ToString();
                }
            }
            """);
        said.ShouldBe("5");
    }

    [Fact]
    public async Task Serve_WhereACommandIsTaken_AddsNone_AndDisposedEndsAll()
    {
        var said = await RunAsync(Stats + """
            public static class Test
            {
                public static async Task<string> RunAsync(IFleetIpc bot, IFleetIpc service)
                {
                    var said = new List<string>();
                    var taken = service.Handle<EmptyMessage, long>("IStats.TotalAsync", (_, _) => Task.FromResult(1L));
                    try { service.Serve<IStats>(new Service()); } catch (InvalidOperationException) { said.Add("taken"); }
                    taken.Dispose();
                    var serving = service.Serve<IStats>(new Service());
                    said.Add((await bot.For<IStats>("stats").CountAsync(new CountQuery("x"))).Messages.ToString());
                    serving.Dispose();
                    serving.Dispose();
                    service.Serve<IStats>(new Service());
                    return string.Join(' ', said);
                }
            }
            """);
        said.ShouldBe("taken 1");
    }

    [Fact]
    public async Task For_AGroup_IsRefused()
    {
        var said = await RunAsync(Stats + """
            public static class Test
            {
                public static Task<string> RunAsync(IFleetIpc bot, IFleetIpc service)
                {
                    try { bot.For<IStats>(Target.AllClusters); }
                    catch (ArgumentException e) { return Task.FromResult(e.Message); }
                    return Task.FromResult("");
                }
            }
            """);
        said.ShouldContain("all clusters would give many");
    }

    [Fact]
    public async Task For_WithoutGeneratedCode_SaysWhatIsMissing()
    {
        const string Asking = """
            public static class Test
            {
                public static Task<string> RunAsync(IFleetIpc bot, IFleetIpc service)
                {
                    try { bot.For<IStats>("stats"); }
                    catch (InvalidOperationException e) { return Task.FromResult(e.Message); }
                    return Task.FromResult("");
                }
            }
            """;
        (await RunAsync(new Snippet(Stats + Asking, isGenerated: false))).ShouldStartWith("No code was generated for IStats.");
    }

    [Fact]
    public void Contract_InANamespaceAndAClass_IsFound()
    {
        var assembly = new Snippet("""
            namespace Bots.Fleet
            {
                internal static class Task { internal interface ICalls : IFleetContract { System.Threading.Tasks.Task<int> AskAsync(); } }
            }
            """).Load();
        var contract = assembly.GetType("Bots.Fleet.Task+ICalls", throwOnError: true)!;
        GeneratedBinding(contract).ShouldNotBeNull();
    }

    [Fact]
    public void Language_OlderThanTheMappings_StillHasContracts()
    {
        var snippet = new Snippet(Stats, language: Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp12);
        snippet.Generated.ShouldNotContain("IPayloadMapping<");
        GeneratedBinding(snippet.Load().GetType("IStats", throwOnError: true)!).ShouldNotBeNull();
    }

    [Fact]
    public void Messages_OfPlainCalls_AreMappedToo()
    {
        var generated = new Snippet("""
            public sealed record Seen(string Channel);
            public sealed record Ask(int Number);
            public sealed record Reply(Detail Detail);
            public sealed record Detail(string Text);
            public sealed record Unsent(int Number);
            public sealed class Bot : BaseClusterWorker
            {
                protected override async Task StartAsync(CancellationToken stop)
                {
                    Ipc.On<Seen>("seen", (_, _) => { });
                    await Ipc.CommandAsync<Reply>(Target.Admiral, new Ask(1), stop);
                }
            }
            """).Generated;
        foreach (var type in new[] { "Seen", "Ask", "Reply", "Detail" }) generated.ShouldContain($"IPayloadMapping<global::{type}>");
        generated.ShouldNotContain("Unsent");
    }

    private static object? GeneratedBinding(Type contract)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(contract.Module.ModuleHandle);
        var code = contract.Assembly.GetTypes().Single(type => type.IsSubclassOf(typeof(GeneratedCode)));
        return ((GeneratedCode)Activator.CreateInstance(code)!).FindContract(contract);
    }

    private static Task<string> RunAsync(string source) => RunAsync(new Snippet(source));

    private static async Task<string> RunAsync(Snippet snippet)
    {
        var fleet = new InMemoryFleet();
        var run = snippet.Load().GetType("Test", throwOnError: true)!.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static)!;
        return await ((Task<string>)run.Invoke(null, [fleet.Add(SlotName.Cluster(0)), fleet.Add(SlotName.Service("stats"))])!).WithDeadline();
    }
}
