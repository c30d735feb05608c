namespace Kubesharp.Api.Storage;

/// <summary>A service account token that a storage driver wants.</summary>
[Definition("io.k8s.api.storage.v1.TokenRequest")]
public sealed partial record TokenRequest
{
    /// <summary>The value with nothing set.</summary>
    public static TokenRequest Empty { get; } = new();

    /// <summary>Who the token is for. Empty: the API server.</summary>
    [Field(1, "audience", Always = true), Required] public string Audience { get; init; } = "";
    /// <summary>How long it is valid, in seconds. At least 600. Defaults to an hour.</summary>
    [Field(2, "expirationSeconds")] public long? ExpirationSeconds { get; init; }
}
