using Fleet.Planning.Storage;

namespace Fleet.Admiral.Storage;

/// <summary>Hears of changes of the store.</summary>
internal interface IStorageListener
{
    /// <summary>A change was made. Called one after the other, under the storage's lock: it must not wait, and must not use the storage.</summary>
    void OnChange(StoredChange change);
}
