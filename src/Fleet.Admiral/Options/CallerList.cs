namespace Fleet.Admiral.Options;

/// <summary>Which workers may do something: <c>all</c>, <c>none</c>, <c>clusters</c>, <c>services</c>, and slots by name.</summary>
/// <param name="words">Any of these words.</param>
public sealed class CallerList(IReadOnlyList<string> words)
{
    private const string AllWord = "all";
    private const string NoneWord = "none";

    /// <summary>Every worker.</summary>
    public static CallerList All { get; } = new([AllWord]);

    /// <summary>No worker.</summary>
    public static CallerList None { get; } = new([]);

    /// <summary>Whether no worker is named.</summary>
    public bool IsEmpty => words is [] or [NoneWord];

    /// <summary>Whether the words contradict one another: the ones for all and for none stand alone.</summary>
    public bool IsContradiction => words.Count > 1 && (words.Contains(AllWord) || words.Contains(NoneWord));

    /// <summary>Whether the workers of a slot are named.</summary>
    public bool Allows(SlotName slot)
    {
        foreach (var word in words)
        {
            var names = word switch
            {
                AllWord => true,
                NoneWord => false,
                "clusters" => slot.Kind == WorkerKind.Cluster,
                "services" => slot.Kind == WorkerKind.Service,
                _ => word == slot.ToString(),
            };
            if (names) return true;
        }

        return false;
    }

    /// <summary>The words, as one would write them.</summary>
    public override string ToString() => words.Count == 0 ? NoneWord : string.Join(", ", words);
}
