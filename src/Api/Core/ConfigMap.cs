namespace Kubesharp.Api.Core;

/// <summary>Configuration as keys and values, for Pods to read as files or variables. At most 1 MiB.</summary>
[ApiResource("v1", "ConfigMap", "configmaps", ShortNames = ["cm"])]
[Definition("io.k8s.api.core.v1.ConfigMap")]
public sealed partial record ConfigMap : ApiObject
{
    /// <summary>
    /// Once true, data and binaryData cannot be changed any more, nor this field; only the metadata can. Kubelets need
    /// not watch it.
    /// </summary>
    [Field(4, "immutable")] public bool? Immutable { get; init; }
    /// <summary>
    /// Texts in UTF-8 by their keys. A key has letters, digits, - _ and . and is not also in binaryData.
    /// </summary>
    [Field(2, "data")] public IReadOnlyDictionary<string, string> Data { get; init; } = Maps.None<string>();
    /// <summary>Bytes in base64 by their keys. A key has letters, digits, - _ and . and is not also in data.</summary>
    [Field(3, "binaryData")] public IReadOnlyDictionary<string, Bytes> BinaryData { get; init; } = Maps.None<Bytes>();
}
