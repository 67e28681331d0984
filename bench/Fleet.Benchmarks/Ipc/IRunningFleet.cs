using Fleet.Benchmarks.Bot;

namespace Fleet.Benchmarks.Ipc;

/// <summary>A fleet of one driver and some services that echo; disposing of it ends all its processes.</summary>
internal interface IRunningFleet : IDisposable
{
    /// <summary>The processor time of all processes of the fleet, in µs.</summary>
    double CpuMicros { get; }

    /// <summary>What the Admiral has allocated, in bytes; 0 where nobody counts it.</summary>
    long AllocatedByAdmiral { get; }

    /// <summary>Has the driver run a load: <c>echo IN_FLIGHT SECONDS</c> or <c>stream SERVICES SECONDS</c>.</summary>
    Measurement Run(string order);
}
