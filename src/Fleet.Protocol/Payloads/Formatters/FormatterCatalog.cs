using System.Collections.Concurrent;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>All formatters made so far. A type's formatter is made once, with those of all types inside it, and kept for the life of the process.</summary>
internal static class FormatterCatalog
{
    private static readonly ConcurrentDictionary<Type, Formatter> Known = new();
    private static readonly Lock Making = new();

    /// <summary>The formatter of a type.</summary>
    /// <exception cref="PayloadException">The type, or one inside it, cannot be sent.</exception>
    public static Formatter Get(Type type) => Known.TryGetValue(type, out Formatter? known) ? known : Make(type);

    /// <summary>The formatter of a type, if it has been made.</summary>
    public static Formatter? Find(Type type) => Known.GetValueOrDefault(type);

    private static Formatter Make(Type type)
    {
        lock (Making)
        {
            var assembly = new FormatterAssembly();
            Formatter made = assembly.Make(type);

            // Only now, when all went well: a formatter with a member that cannot be sent must not be found by another thread.
            foreach ((Type each, Formatter formatter) in assembly.Made)
            {
                Known.TryAdd(each, formatter);
            }

            return made;
        }
    }
}
