namespace Kubesharp.Api.Core;

/// <summary>Confidential keys and values.</summary>
[ApiResource("v1", "Secret", "secrets")]
[Definition("io.k8s.api.core.v1.Secret")]
public sealed partial record Secret : ApiObject
{
    /// <summary>When true the content cannot change any more; only deletion remains.</summary>
    [Field(5, "immutable")] public bool? Immutable { get; init; }
    /// <summary>Data.</summary>
    [Field(2, "data")] public IReadOnlyDictionary<string, Bytes> Data { get; init; } = Maps.None<Bytes>();
    /// <summary>String data.</summary>
    [Field(4, "stringData")] public IReadOnlyDictionary<string, string> StringData { get; init; } = Maps.None<string>();
    /// <summary>
    /// Type. One of: Opaque, kubernetes.io/service-account-token, kubernetes.io/dockercfg,
    /// kubernetes.io/dockerconfigjson, kubernetes.io/basic-auth, kubernetes.io/ssh-auth, kubernetes.io/tls,
    /// bootstrap.kubernetes.io/token.
    /// </summary>
    [Field(3, "type")] public string Type { get; init; } = "";
}
