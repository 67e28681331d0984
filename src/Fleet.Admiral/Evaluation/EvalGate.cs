using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Admiral.Links;
using Fleet.Admiral.Options;
using Fleet.Admiral.Routing;
using Fleet.Protocol.Evaluation;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Evaluation;

/// <summary>Lets code through to be evaluated in another worker, or not; every evaluation is told in the log.</summary>
/// <remarks>
/// Here and not in the worker that evaluates, because here the caller's name is proven and the configuration is known. A worker takes every evaluation that reaches it as allowed.
/// The records are warnings, which no filter of the log hides. They have a hash of the code and not the code: it may hold a secret.
/// </remarks>
internal sealed partial class EvalGate(CallerList allowed, IPayloadSerializer serializer, TimeProvider time, ILogger<EvalGate> log) : ICommandJudge
{
    private const int ShownDigits = 16;

    // What a worker does in a loop must not fill the log, if it is not even allowed.
    private readonly LogPace _refused = new(perSecond: 10, time);
    private long _refusals;

    /// <summary>How many were refused.</summary>
    public long Refusals => Volatile.Read(ref _refusals);

    public CommandException? Judge(WorkerLink from, CommandSend command)
    {
        var target = Describe(command.Target);
        if (!allowed.Allows(from.Name.Slot))
        {
            Interlocked.Increment(ref _refusals);
            if (_refused.TryTake()) LogRefused(log, from.Name.ToString(), target, allowed.ToString());
            return new CommandException(CommandError.Refused, $"FLEET4602 {from.Name} may have nothing evaluated: eval.allow is {allowed}.");
        }

        try
        {
            var code = serializer.Deserialize<EvalCommand>(command.Payload)?.Code ?? "";
            LogEvaluation(log, from.Name.ToString(), target, code.Length, Hash(code));
            return null;
        }
        catch (FleetException e)
        {
            return new CommandException(CommandError.BadCommand, $"The evaluation could not be read: {e.Message}");
        }
    }

    /// <summary>The beginning of the SHA-256 of a text in UTF-8, in hexadecimal.</summary>
    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))[..ShownDigits];

    private static string Describe(TargetOnWire target) => target.Kind switch
    {
        TargetKind.Service => $"service {Utf8Names.Comparer.Create(target.Name)}",
        TargetKind.Channel => $"channel {Utf8Names.Comparer.Create(target.Name)}",
        TargetKind.Cluster => string.Create(CultureInfo.InvariantCulture, $"cluster {target.Id}"),
        TargetKind.Shard => string.Create(CultureInfo.InvariantCulture, $"shard {target.Id}"),
        TargetKind.AllClusters => Target.AllClusters.ToString(),
        TargetKind.AllServices => Target.AllServices.ToString(),
        TargetKind.Everyone => Target.Everyone.ToString(),
        TargetKind.Admiral => Target.Admiral.ToString(),
    };

    [LoggerMessage(1661, LogLevel.Warning, "{Worker} has code evaluated in {Target}: {Length} characters, SHA-256 {Hash}")]
    private static partial void LogEvaluation(ILogger logger, string worker, string target, int length, string hash);

    [LoggerMessage(1662, LogLevel.Warning, "FLEET4602 {Worker} wanted code evaluated in {Target} and may not (eval.allow is {Allowed})")]
    private static partial void LogRefused(ILogger logger, string worker, string target, string allowed);
}
