namespace Kubesharp.Api.ManagedFields;

/// <summary>A record that can say which of its fields are set. The generator writes it.</summary>
public interface IFieldOwner
{
    /// <summary>Writes an entry of FieldsV1 for each field that JSON shows, in the order of FieldsV1.</summary>
    /// <param name="sink">Where to.</param>
    /// <param name="known">
    /// The record stands where an empty one stood before: what JSON shows of an empty one is nobody's.
    /// </param>
    void WriteFields(ref FieldSink sink, bool known);
}
