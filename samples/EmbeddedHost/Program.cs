using EmbeddedHost;
using Fleet;
using Fleet.Admiral.Embedding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A program of one's own with a fleet in it. Run it on the fleet of the other samples: dotnet run --project samples/EmbeddedHost samples/fleet.json
var builder = Host.CreateApplicationBuilder(args);
builder.AddFleetAdmiral(fleet =>
{
    if (args is [.., var file]) fleet.File = file;
});
builder.Services.AddHostedService<OperatorConsole>();
using var host = builder.Build();

// Before the fleet starts, so that nothing is missed.
var fleet = host.Services.GetRequiredService<IFleetAdmiral>();
fleet.OnNotice<FleetNotice>((notice, _) =>
{
    if (notice is not StatsCollected) Console.WriteLine($"notice: {notice}");
    return Task.CompletedTask;
});
fleet.On<Greeting>("greet", (greeting, context) =>
{
    Console.WriteLine($"{context.From} says: {greeting.Text}");
    if (context.From is { } worker) fleet.Send(Target.Slot(worker.Slot), "greeted", new Greeting($"hello {worker}"));
    return Task.CompletedTask;
});
fleet.Handle<TimeQuery, TimeReply>((_, _) => Task.FromResult(new TimeReply(DateTimeOffset.UtcNow)));

await host.RunAsync();
