namespace Kubesharp.Api.Authentication;

/// <summary>An user info.</summary>
[Definition("io.k8s.api.authentication.v1.UserInfo")]
public sealed partial record UserInfo
{
    /// <summary>The value with nothing set.</summary>
    public static UserInfo Empty { get; } = new();

    /// <summary>Username.</summary>
    [Field(1, "username")] public string Username { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(2, "uid")] public string Uid { get; init; } = "";
    /// <summary>Groups.</summary>
    [Field(3, "groups"), Atomic] public IReadOnlyList<string> Groups { get; init; } = [];
    /// <summary>Extra.</summary>
    [Field(4, "extra", Wrapped = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = Maps.None<IReadOnlyList<string>>();
}
