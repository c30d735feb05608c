namespace Kubesharp.Api.Core;

/// <summary>Confidential keys and values. At most 1 MiB.</summary>
[ApiResource("v1", "Secret", "secrets")]
[Definition("io.k8s.api.core.v1.Secret")]
public sealed partial record Secret : ApiObject
{
    /// <summary>
    /// Once true, data cannot be changed any more, nor this field; only the metadata can. Kubelets need not watch it.
    /// </summary>
    [Field(5, "immutable")] public bool? Immutable { get; init; }
    /// <summary>Bytes in base64 by their keys. A key has letters, digits, - _ and .</summary>
    [Field(2, "data")] public IReadOnlyDictionary<string, Bytes> Data { get; init; } = Maps.None<Bytes>();
    /// <summary>
    /// Texts that are put into data when it is written, over keys of the same name. Never given back.
    /// </summary>
    [Field(4, "stringData")] public IReadOnlyDictionary<string, string> StringData { get; init; } = Maps.None<string>();
    /// <summary>What it is for; some types need certain keys. Cannot be changed. Defaults to Opaque.</summary>
    [Field(3, "type")] public string Type { get; init; } = "";
}
