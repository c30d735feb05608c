using Kubesharp.Api.Rbac;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>The rules that one binding gives to one of its subjects, and the sentence that says so.</summary>
internal sealed record Grant(IReadOnlyList<PolicyRule> Rules, string Reason);
