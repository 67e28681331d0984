using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Loop;

/// <summary>Starts processes that exist only in the test.</summary>
internal sealed class RecordedLauncher : IWorkerLauncher
{
    /// <summary>Every order, and the process that came of it.</summary>
    public List<(LaunchOrder Order, RecordedProcess Process)> Launched { get; } = [];

    public Task<IWorkerProcess> LaunchAsync(LaunchOrder order, IWorkerProcessEvents events)
    {
        var process = new RecordedProcess();
        Launched.Add((order, process));
        return Task.FromResult<IWorkerProcess>(process);
    }

    /// <summary>A process that only counts how often it was killed.</summary>
    internal sealed class RecordedProcess : IWorkerProcess
    {
        public int Pid => 4100;

        public int Kills { get; private set; }

        public IReadOnlyList<string> LastErrorLines => [];

        public void Kill() => Kills++;

        public void Dispose()
        {
        }
    }
}
