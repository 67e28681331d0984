namespace Fleet.Planning.Budgets;

/// <summary>
/// One budget: who may do something now, and who waits. It knows the time only by being told; the same calls always have the same outcomes.
/// </summary>
/// <remarks>
/// <para>A request is granted when every window that holds for it has room. Nobody overtakes a request that waits for a window they share, however little he asks: else one
/// that asks for much would never find room. One that waits for its key's window holds back that key only, and one that waits for a window for ordinary requests holds back
/// ordinary requests only; the privileged never wait for them.</para>
/// <para>This is an object that changes, unlike the snapshots of the fleet: hundreds of permits a second would copy it hundreds of times. It is not thread-safe.</para>
/// </remarks>
public sealed class Budget
{
    private readonly WindowSet _common;
    private readonly KeyWindows _keys;
    private readonly BudgetQueue _queue;
    private readonly PermitRecords _permits;
    private readonly HashSet<(string Key, bool OrdinaryOnly)> _heldKeys = [];
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private DateTimeOffset? _fitsAt;
    private long _requests;
    private long _grants;
    private long _returned;
    private long _notYet;
    private long _turnedAway;
    private long _cancelled;
    private long _orphaned;
    private TimeSpan _longestWait;

    /// <summary>Makes an unused budget.</summary>
    /// <param name="definition">What it allows; must be without fault (<see cref="BudgetRules"/>).</param>
    public Budget(BudgetDefinition definition)
    {
        if (BudgetRules.FaultOf(definition) is { } fault) throw new ArgumentException($"The budget {fault}.", nameof(definition));
        Definition = definition;
        _common = new WindowSet(definition.Windows.Where(window => !window.PerKey));
        _keys = new KeyWindows(definition);
        _queue = new BudgetQueue(definition.Ageing);
        _permits = new PermitRecords(definition.Windows.Max(BudgetRules.SpanOf));
    }

    /// <summary>What it allows.</summary>
    public BudgetDefinition Definition { get; }

    /// <summary>How many requests wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>How many keys are in use.</summary>
    public int Keys => _keys.Count;

    /// <summary>How many permits are remembered.</summary>
    public int Permits => _permits.Count;

    /// <summary>When it wants to be woken; null where nothing waits.</summary>
    public DateTimeOffset? WakeAt { get; private set; }

    /// <summary>Somebody asks.</summary>
    public BudgetStep Ask(BudgetAsk ask, DateTimeOffset now)
    {
        Begin(now);
        var request = ask.Request;
        if (BudgetRules.FaultOf(Definition, request) is { } fault) return Refused(ask, BudgetError.BadRequest, null, $"The request {fault}.");
        var id = (ask.Holder, ask.Number);
        if (_queue.Contains(id) || _permits.Contains(id)) return Refused(ask, BudgetError.BadRequest, null, $"The number {ask.Number} of {ask.Holder} is in use.");
        if (_keys.IsNeeded)
        {
            if (_keys.Take(request.Key!, _now) is not { } windows)
            {
                _turnedAway++;
                return Refused(ask, BudgetError.TooManyKeys, _keys.FreeAt(_now) - _now, $"{Definition.MaxKeys} keys are in use already.");
            }

            windows.Waiting++;
        }

        var newest = new WaitingRequest(ask, ++_requests, _now);
        _queue.Add(newest);
        return Finish(newest);
    }

    /// <summary>A holder takes a request back: it no longer waits, or its permit is free again. Of no effect where it has neither.</summary>
    public BudgetStep Return(string holder, long number, DateTimeOffset now)
    {
        Begin(now);
        if (_queue.Find((holder, number)) is { } waiting)
        {
            _cancelled++;
            Remove(waiting);
        }
        else if (_permits.Take((holder, number)) is { } permit)
        {
            _returned++;
            _common.Remove(permit);
            _keys.Find(permit.Key, _now)?.Remove(permit);
            _keys.Drop(permit.Key);
        }

        return Finish();
    }

    /// <summary>A holder is gone. What of it waits goes; what it was granted stays, for it may have been used.</summary>
    public BudgetStep Leave(string holder, DateTimeOffset now)
    {
        Begin(now);
        foreach (var waiting in _queue.Of(holder))
        {
            _orphaned++;
            Remove(waiting);
        }

        return Finish();
    }

    /// <summary>Time has passed.</summary>
    public BudgetStep Wake(DateTimeOffset now)
    {
        Begin(now);
        return Finish();
    }

    /// <summary>How it stands.</summary>
    /// <param name="name">The name it goes by.</param>
    /// <param name="key">The key whose windows are looked at, if any.</param>
    /// <param name="now">When.</param>
    public BudgetStatus Status(string name, string? key, DateTimeOffset now)
    {
        Begin(now);
        var ofKey = _keys.Find(key, _now);
        return new BudgetStatus
        {
            Name = name,
            Windows =
            [
                .. _common.Windows.Select(window => new BudgetWindowStatus(window.Window, (int)window.Used)),
                .. Definition.Windows.Where(window => window.PerKey).Select((window, i) => new BudgetWindowStatus(window, key is null ? null : (int)(ofKey?.Windows[i].Used ?? 0))),
            ],
            Waiting = Waiting,
            Keys = Keys,
            NextFree = RetryAfter(new BudgetRequest { Key = key }, (int)BudgetPriority.Normal, long.MaxValue),
            Granted = _grants,
            Returned = _returned,
            NotYet = _notYet,
            TurnedAway = _turnedAway,
            Cancelled = _cancelled,
            Orphaned = _orphaned,
            LongestWait = _longestWait,
        };
    }

    private void Begin(DateTimeOffset now)
    {
        // A clock that went back would bring permits back that are forgotten already.
        if (now > _now) _now = now;
        _common.Forget(_now);
        _keys.Forget(_now);
        _permits.Forget(_now);
    }

    private BudgetStep Finish(WaitingRequest? newest = null)
    {
        var outcomes = new List<BudgetOutcome>();
        // One that goes may have held back others.
        do GrantWhatFits(outcomes);
        while (EndOverdue(outcomes) || EndSurplus(newest, outcomes));
        WakeAt = _queue.FirstDeadline is { } deadline && (_fitsAt is null || deadline < _fitsAt) ? deadline : _fitsAt;
        return new BudgetStep(outcomes, WakeAt);
    }

    private void GrantWhatFits(List<BudgetOutcome> outcomes)
    {
        while (TakeNext() is { } next)
        {
            var permit = new GrantedPermit(++_grants, _now, next.Request.Cost, next.Request.Key, (next.Ask.Holder, next.Ask.Number));
            _queue.CountTurn(next, _now);
            _common.Add(permit);
            _keys.Find(next.Request.Key, _now)?.Add(permit);
            _permits.Add(permit);
            Remove(next);
            outcomes.Add(new BudgetOutcome(next.Ask, null, null, _now - next.Since, null));
        }
    }

    /// <summary>The next that is to be granted now; null where none fits, and then <see cref="_fitsAt"/> says when one may.</summary>
    private WaitingRequest? TakeNext()
    {
        _fitsAt = null;
        if (_queue.Count == 0) return null;
        // Where not even the least fits, the order of those who wait does not matter.
        if (_common.Fit(Least) == WindowFit.Full)
        {
            MayFitAt(_common.FitsAt(Least, 0, _now));
            return null;
        }

        _heldKeys.Clear();
        var ordinaryHeld = false;
        foreach (var first in _queue.InOrder(_now))
        {
            var request = first.Request;
            if ((ordinaryHeld && !request.Privileged) || IsHeld(request)) continue;
            if (_keys.Find(request.Key, _now) is { } ofKey && ofKey.Fit(request) is var fit and not WindowFit.Room)
            {
                _heldKeys.Add((request.Key!, OrdinaryOnly: fit == WindowFit.FullForOrdinary));
                MayFitAt(ofKey.FitsAt(request, 0, _now));
                continue;
            }

            switch (_common.Fit(request))
            {
                case WindowFit.Room:
                    return first;
                case WindowFit.Full:
                    MayFitAt(_common.FitsAt(request, 0, _now));
                    return null;
                case WindowFit.FullForOrdinary:
                    MayFitAt(_common.FitsAt(request, 0, _now));
                    ordinaryHeld = true;
                    break;
            }
        }

        return null;
    }

    private static BudgetRequest Least { get; } = new() { Privileged = true };

    private bool IsHeld(BudgetRequest request) =>
        request.Key is { } key && _heldKeys.Count > 0 && (_heldKeys.Contains((key, false)) || (!request.Privileged && _heldKeys.Contains((key, true))));

    private void MayFitAt(DateTimeOffset at)
    {
        if (_fitsAt is null || at < _fitsAt) _fitsAt = at;
    }

    private bool EndOverdue(List<BudgetOutcome> outcomes)
    {
        var any = false;
        while (_queue.Overdue(_now) is { } late)
        {
            _notYet++;
            End(late, BudgetError.NotYet, "There was no room for the request.", outcomes);
            any = true;
        }

        return any;
    }

    private bool EndSurplus(WaitingRequest? newest, List<BudgetOutcome> outcomes)
    {
        if (newest is null || _queue.Count <= Definition.MaxWaiting) return false;
        _turnedAway++;
        End(_queue.GivingWay(newest), BudgetError.QueueFull, $"{Definition.MaxWaiting} requests wait already.", outcomes);
        return true;
    }

    private void End(WaitingRequest waiting, BudgetError error, string why, List<BudgetOutcome> outcomes)
    {
        var retryAfter = RetryAfter(waiting.Request, waiting.LevelAt(_now, Definition.Ageing), waiting.Order);
        // Others whose turn comes first may hold it back though they came later.
        if (_fitsAt - _now is { } first && first > retryAfter) retryAfter = first;
        Remove(waiting);
        outcomes.Add(new BudgetOutcome(waiting.Ask, error, retryAfter, _now - waiting.Since, why));
    }

    private void Remove(WaitingRequest waiting)
    {
        if (_now - waiting.Since is var waited && waited > _longestWait) _longestWait = waited;
        _queue.Remove(waiting);
        if (_keys.Find(waiting.Request.Key, _now) is not { } windows) return;
        windows.Waiting--;
        _keys.Drop(waiting.Request.Key);
    }

    private TimeSpan RetryAfter(BudgetRequest request, int level, long order)
    {
        var (all, ofKey) = _queue.Before(request, level, order, _now);
        var common = _common.FitsAt(request, all, _now);
        var own = _keys.Find(request.Key, _now)?.FitsAt(request, ofKey, _now) ?? _now;
        return (common > own ? common : own) - _now;
    }

    private BudgetStep Refused(BudgetAsk ask, BudgetError error, TimeSpan? retryAfter, string why)
    {
        var step = Finish();
        return step with { Outcomes = [.. step.Outcomes, new BudgetOutcome(ask, error, retryAfter, TimeSpan.Zero, why)] };
    }
}
