using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Processes;

/// <summary>What is known of one worker's process.</summary>
internal sealed class WorkerPage
{
    private volatile IWorkerProcess? _process;
    private volatile bool _joined;
    private volatile bool _saidGoodbye;
    private volatile bool _isKilledByOrder;
    private volatile Fault? _fault;

    /// <summary>The process; null until the launch has returned.</summary>
    public IWorkerProcess? Process { get => _process; set => _process = value; }

    /// <summary>Whether it came as far as the handshake.</summary>
    public bool Joined { get => _joined; set => _joined = value; }

    /// <summary>Whether it said that it ends as it was told.</summary>
    public bool SaidGoodbye { get => _saidGoodbye; set => _saidGoodbye = value; }

    /// <summary>Whether it is killed because it was to end: its end is no loss.</summary>
    public bool IsKilledByOrder { get => _isKilledByOrder; set => _isKilledByOrder = value; }

    /// <summary>Why it cannot go on, in its own words.</summary>
    public Fault? Fault { get => _fault; set => _fault = value; }
}
