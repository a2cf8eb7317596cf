module.exports={forbidden:[{name:"t",severity:"error",from:{},to:{path:"core/a"}}],options:{tsConfig:{fileName:"tsconfig.json"},tsPreCompilationDeps:true,doNotFollow:{path:"node_modules"}}};
