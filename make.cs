#:project eng/Make/Make.csproj
#:property PublishAot=false
// The one entry point of the repository: `dotnet make.cs VERB`. What the verbs do is in eng/Make.
return await Kubesharp.Make.Verbs.RunAsync(args);
