using Fleet.Twitch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Testing.Tests.Bots;

public sealed record WhoAreYou;

public sealed record ItIsMe(string Worker, string Motto);

/// <summary>Answers <c>!ping</c> and <c>!hello</c> in chat, and says who it is when asked.</summary>
public sealed class EchoBot(TwitchChat chat, IGreeter greeter, TimeProvider time) : BaseClusterWorker, IAsyncDisposable
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;

    public int Ticks { get; private set; }

    public IReadOnlyList<string> MyChannels => [.. Channels];

    public string Name => Worker.Name.ToString();

    public StopReason? StoppedFor { get; private set; }

    public static void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        services.AddTwitchChat(settings);
        services.AddSingleton<IGreeter, LoudGreeter>();
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task StartAsync(CancellationToken cancellationToken)
    {
        Ipc.Handle<WhoAreYou, ItIsMe>((_, _) => Task.FromResult(new ItIsMe(Name, Settings["motto"] ?? "none")));
        chat.OnMessage(async (message, ct) =>
        {
            if (message.Text == "!ping") await message.ReplyAsync($"Pong from cluster {ClusterId}", ct);
            if (message.Text == "!later") await Task.Delay(TimeSpan.FromMinutes(1), time, ct);
            if (message.Text == "!hello") await message.ReplyAsync(greeter.Greeting, ct);
        });
        _timer = time.CreateTimer(_ => Ticks++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await chat.StartAsync(cancellationToken);
    }

    protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken)
    {
        StoppedFor = reason;
        _stopped.TrySetResult();
        return Task.CompletedTask;
    }

    private sealed class LoudGreeter : IGreeter
    {
        public string Greeting => "HELLO";
    }
}
