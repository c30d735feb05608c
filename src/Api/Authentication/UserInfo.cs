namespace Kubesharp.Api.Authentication;

/// <summary>Who somebody is.</summary>
[Definition("io.k8s.api.authentication.v1.UserInfo")]
public sealed partial record UserInfo
{
    /// <summary>The value with nothing set.</summary>
    public static UserInfo Empty { get; } = new();

    /// <summary>The name, unique among those active.</summary>
    [Field(1, "username")] public string Username { get; init; } = "";
    /// <summary>Another value for another user of the same name at another time.</summary>
    [Field(2, "uid")] public string Uid { get; init; } = "";
    /// <summary>The groups that the user is in.</summary>
    [Field(3, "groups"), Atomic] public IReadOnlyList<string> Groups { get; init; } = [];
    /// <summary>Further attributes, from whoever authenticated the user.</summary>
    [Field(4, "extra", Wrapped = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = Maps.None<IReadOnlyList<string>>();
}
