namespace Kubesharp.Api.Core;

/// <summary>A file with a token of the Pod's service account, renewed before it expires.</summary>
[Definition("io.k8s.api.core.v1.ServiceAccountTokenProjection")]
public sealed partial record ServiceAccountTokenProjection
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceAccountTokenProjection Empty { get; } = new();

    /// <summary>Who the token is for. Defaults to the API server.</summary>
    [Field(1, "audience")] public string Audience { get; init; } = "";
    /// <summary>
    /// How long the token is valid, in seconds; it is renewed after 80 % of that or a day. At least 600. Defaults to
    /// 3600.
    /// </summary>
    [Field(2, "expirationSeconds")] public long? ExpirationSeconds { get; init; }
    /// <summary>The file, relative to the volume.</summary>
    [Field(3, "path", Always = true), Required] public string Path { get; init; } = "";
}
