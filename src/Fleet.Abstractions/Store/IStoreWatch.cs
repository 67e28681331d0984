namespace Fleet;

/// <summary>A watch on a key or a prefix of the store: <c>await foreach</c> over it, then dispose it.</summary>
/// <remarks>
/// <para>
/// It yields every change that is made after it was acknowledged, those of each key in the order in which they were made; also the changes of this worker itself.
/// A watch that is read too slowly (1,024 changes or 4 MiB wait in this worker, or its link is full) yields one <see cref="StoreChangeKind.Missed"/> in the place of
/// what is lost, and goes on: nothing is lost without it.
/// </para>
/// <para>
/// To follow a value from its present state on: watch first, then read, then skip the changes whose version is not greater than the one that was read.
/// </para>
/// <para>
/// It ends when it is disposed, and with the worker; the enumeration is then over without an exception. A worker's successor watches for itself. One enumeration
/// at a time; one that is broken off can be followed by another, which goes on where that one left.
/// </para>
/// </remarks>
public interface IStoreWatch : IAsyncEnumerable<StoreChange>, IAsyncDisposable;
