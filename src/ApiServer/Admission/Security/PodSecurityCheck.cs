namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>One control of the standards, in one of its versions.</summary>
/// <param name="Id">Upstream's name; decides the order of messages.</param>
/// <param name="Level">The first level that has it.</param>
/// <param name="From">The minor from which on it is like this.</param>
/// <param name="Find">What a Pod breaks; null when it passes.</param>
/// <param name="Replaces">The control of the level below that it takes the place of.</param>
internal sealed record PodSecurityCheck(
    string Id, PodSecurityLevel Level, int From, Func<PodToCheck, PodSecurityViolation?> Find, string Replaces = "");
