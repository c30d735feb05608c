namespace Kubesharp.Api.Validation;

/// <summary>
/// Says what is wrong with a name, or nothing. With <paramref name="prefix"/> the name is the start of a generated one,
/// so that it may end in a dash.
/// </summary>
public delegate void NameRule(string name, bool prefix, ref Complaints complaints);
