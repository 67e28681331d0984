using System.Collections.Immutable;
using Fleet.Admiral.Options.Keys;
using Fleet.Planning.Snapshots;

namespace Fleet.Admiral.Hosting;

/// <summary>The slots that an operator's words mean.</summary>
/// <param name="Slots">The slots, in the order of a start.</param>
/// <param name="Pinned">The pinned slots that were left out.</param>
/// <param name="Refusal">Why there is nothing to do; null where there is.</param>
internal sealed record SlotSelection(ImmutableArray<SlotName> Slots, IReadOnlyList<string> Pinned, string? Refusal)
{
    /// <summary>Reads names of slots and the words <c>all</c>, <c>clusters</c>, <c>services</c>.</summary>
    public static SlotSelection Resolve(IReadOnlyList<string> names, FleetSnapshot snapshot, bool leavePinnedOut)
    {
        var chosen = new SortedSet<SlotName>();
        foreach (var name in names)
        {
            var matches = snapshot.Slots.Keys.Where(slot => Means(name, slot)).ToList();
            if (matches.Count == 0 && !NameText.IsWordForSlots(name)) return Refused($"FLEET4002 No slot is named \"{name}\". There are: {string.Join(", ", snapshot.Slots.Keys.Order())}.");
            chosen.UnionWith(matches);
        }

        var pinned = leavePinnedOut ? chosen.Where(slot => snapshot.Slots[slot].Pinned).ToList() : [];
        chosen.ExceptWith(pinned);
        IReadOnlyList<string> pinnedNames = [.. pinned.Select(slot => slot.ToString())];
        if (chosen.Count > 0) return new SlotSelection([.. chosen], pinnedNames, null);
        return new SlotSelection([], pinnedNames, pinned.Count > 0 ? "Nothing to do: what was named is pinned. Stop and start a pinned slot instead." : "Nothing to do: the fleet has no such slots.");
    }

    private static bool Means(string name, SlotName slot) => name switch
    {
        "all" => true,
        "clusters" => slot.Kind == WorkerKind.Cluster,
        "services" => slot.Kind == WorkerKind.Service,
        _ => slot.ToString() == name,
    };

    private static SlotSelection Refused(string why) => new([], [], why);
}
