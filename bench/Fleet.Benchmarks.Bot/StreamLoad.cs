using System.Diagnostics;

namespace Fleet.Benchmarks.Bot;

/// <summary>Events one after the other, to one service or to all: what is counted is what the services took.</summary>
internal static class StreamLoad
{
    public static async Task<Measurement> RunAsync(IFleetIpc ipc, EventWindow window, int services, double seconds)
    {
        window.Reset(services);
        var target = services == 1 ? Target.Service(EchoService.NameOf(0)) : Target.AllServices;
        var rest = new byte[Ask.RestBytes];
        var began = Stopwatch.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        long sent = 0;
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
        {
            await window.EnterAsync();
            for (var i = 0; i < EchoService.EventsPerAcknowledgement; i++) await ipc.SendAsync(target, "note", new Ask(began, rest));
            sent += EchoService.EventsPerAcknowledgement;
        }

        await window.DrainAsync();
        var took = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Measurement(sent * services, took.TotalSeconds, 0, 0, allocated);
    }
}
