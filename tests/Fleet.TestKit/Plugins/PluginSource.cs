namespace Fleet.TestKit.Plugins;

/// <summary>Plugins as text, good and bad. Each has one worker class, <see cref="ClassName"/>.</summary>
public static class PluginSource
{
    /// <summary>The full name of the worker class.</summary>
    public const string ClassName = "Bots.Bot";

    /// <summary>A bot that starts and does nothing.</summary>
    public static string Bot { get; } = Cluster("");

    /// <summary>A service that starts and does nothing.</summary>
    public static string Service { get; } = Of("BaseServiceWorker", "");

    /// <summary>A bot whose constructor throws.</summary>
    public static string ThrowsInConstructor { get; } = Cluster("public Bot() => throw new InvalidOperationException(\"no luck in the constructor\");");

    /// <summary>A bot whose static constructor throws.</summary>
    public static string ThrowsInStaticConstructor { get; } = Cluster("static Bot() => throw new InvalidOperationException(\"no luck in the static constructor\"); public Bot() { }");

    /// <summary>A bot whose <c>ConfigureServices</c> throws.</summary>
    public static string ThrowsInConfigureServices { get; } = Cluster("""public static void ConfigureServices(IServiceCollection services, IConfiguration settings) => throw new InvalidOperationException("no luck in the services");""");

    /// <summary>A bot whose start fails.</summary>
    public static string ThrowsInStart { get; } = Starting("""await Task.Yield(); throw new InvalidOperationException("no luck in the start");""");

    /// <summary>A bot whose start fails with an exception that cannot even be printed.</summary>
    public static string ThrowsUnspeakable { get; } = Starting("await Task.Yield(); throw new Unspeakable();")
        + " public sealed class Unspeakable : Exception { public override string Message => throw new Exception(); public override string ToString() => throw new Exception(); public override string StackTrace => throw new Exception(); }";

    /// <summary>A bot whose constructor never returns and uses no processor.</summary>
    public static string HangsInConstructor { get; } = Cluster("public Bot() => new ManualResetEventSlim().Wait();");

    /// <summary>A bot whose start never ends and heeds no token.</summary>
    public static string HangsInStart { get; } = Starting("await new TaskCompletionSource().Task;");

    /// <summary>A bot whose start uses a whole processor for ever.</summary>
    public static string SpinsInStart { get; } = Starting("await Task.Yield(); while (true) { }");

    /// <summary>A bot whose stop never ends and heeds no token.</summary>
    public static string HangsInStop { get; } = Cluster("protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken) => new TaskCompletionSource().Task;");

    /// <summary>A bot that overflows its stack: the process aborts.</summary>
    public static string OverflowsStack { get; } = Starting("await Task.Yield(); Deeper(1);", "private static int Deeper(int depth) => Deeper(depth + 1) + depth;");

    /// <summary>A bot that ends its process in the start with a code of its own.</summary>
    public static string Exits(int code) => Starting($"await Task.Yield(); Environment.Exit({code});");

    /// <summary>A bot that gives up by <c>FailFast</c>.</summary>
    public static string FailsFast { get; } = Starting("""await Task.Yield(); Environment.FailFast("the bot gave up");""");

    /// <summary>A bot with an exception in an <c>async void</c>: nobody can catch it.</summary>
    public static string ThrowsInAsyncVoid { get; } = Starting("Fire(); await Task.Delay(Timeout.Infinite, cancellationToken);", """private static async void Fire() { await Task.Yield(); throw new InvalidOperationException("nobody waits for this"); }""");

    /// <summary>A bot with an exception in a thread of its own.</summary>
    public static string ThrowsInThread { get; } = Starting("""new Thread(() => throw new InvalidOperationException("a thread of its own")).Start(); await Task.Delay(Timeout.Infinite, cancellationToken);""");

    /// <summary>A bot with a failed task that nobody looks at: harmless.</summary>
    public static string LeavesTaskUnobserved { get; } = Starting("""_ = Task.Run(() => throw new InvalidOperationException("nobody looks")); await Task.Yield();""");

    /// <summary>A bot that writes where there is no memory.</summary>
    public static string WritesToNowhere { get; } = Starting("await Task.Yield(); Marshal.WriteByte((nint)0x10, 1);");

    /// <summary>A bot whose native code aborts; there is no word on standard error.</summary>
    public static string AbortsNatively { get; } = Starting("await Task.Yield(); abort();", """[DllImport("libc")] private static extern void abort();""");

    /// <summary>A bot that ends by a signal that it sends to itself.</summary>
    public static string SignalsItself(int signal) => Starting($"await Task.Yield(); kill(Environment.ProcessId, {signal}); await Task.Delay(Timeout.Infinite);", """[DllImport("libc")] private static extern int kill(int pid, int signal);""");

    /// <summary>A bot whose start fails for want of memory; the process lives.</summary>
    public static string RunsOutOfMemory { get; } = Starting("await Task.Yield(); throw new OutOfMemoryException();");

    /// <summary>A bot with members of its own.</summary>
    /// <param name="members">Members of the class.</param>
    public static string Cluster(string members) => Of("BaseClusterWorker", members);

    /// <summary>A bot with a start of its own.</summary>
    /// <param name="body">The statements of <c>async Task StartAsync(CancellationToken cancellationToken)</c>.</param>
    /// <param name="members">Further members of the class.</param>
    public static string Starting(string body, string members = "") =>
        Cluster($"protected override async Task StartAsync(CancellationToken cancellationToken) {{ {body} }} {members}");

    private static string Of(string baseClass, string members) => $"namespace Bots; public class Bot : {baseClass} {{ {members} }}";
}
