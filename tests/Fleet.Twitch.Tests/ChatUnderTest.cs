using Fleet.TestKit.Time;
using Fleet.Twitch.Inbox;
using Fleet.Twitch.Tests.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Twitch.Tests;

/// <summary>A chat with a server in memory and a clock of the test's.</summary>
internal sealed class ChatUnderTest : IAsyncDisposable
{
    public ChatUnderTest(MemoryServer? server = null, TwitchOptions? options = null, ManualTime? time = null, InboxLimits? limits = null, params string[] channels)
    {
        Server = server ?? new MemoryServer();
        Time = time ?? new ManualTime();
        Chat = new TwitchChat(options ?? Options(), channels.Length > 0 ? channels : ["room"], Server, Time, () => 0.5, NullLogger<TwitchChat>.Instance, limits);
    }

    public MemoryServer Server { get; }

    public ManualTime Time { get; }

    public TwitchChat Chat { get; }

    public static TwitchOptions Options(bool limits = false) =>
        new() { Endpoint = "irc://127.0.0.1:6667", Login = "bot", Token = "oauth:secret", Limits = limits };

    /// <summary>Starts, with every channel joined, and returns the server's end.</summary>
    public async Task<MemoryTransport> StartAsync()
    {
        await Chat.StartAsync().WithDeadline();
        return await Server.NextAsync();
    }

    /// <summary>Lets time pass in steps until something holds. What holds must stay so, since loops on other threads may lag behind the clock.</summary>
    public async Task PassAsync(Func<bool> until, TimeSpan? step = null)
    {
        var steps = 0;
        while (!until())
        {
            (++steps).ShouldBeLessThan(200_000, "it never came");
            Time.Advance(step ?? TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    /// <summary>Lets time pass in steps until something holds, and the client take what the server sends at each step.</summary>
    public async Task PassAsync(Func<bool> until, MemoryTransport server)
    {
        var steps = 0;
        while (!until())
        {
            (++steps).ShouldBeLessThan(5_000, "it never came");
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await server.TakenAsync();
        }
    }

    public async ValueTask DisposeAsync() => await Chat.DisposeAsync().AsTask().WithDeadline();
}
